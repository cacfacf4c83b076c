/** What is under way in the whole system. */
@CheckReturnValue
@NullMarked
package io.crmesh.gateway.flow;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
