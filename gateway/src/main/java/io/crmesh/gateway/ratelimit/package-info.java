/** Rate limits per client address, counted by each gateway instance for itself. */
@CheckReturnValue
@NullMarked
package io.crmesh.gateway.ratelimit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
