/** Users and teams. */
@CheckReturnValue
@NullMarked
package io.crmesh.gateway.identity.user;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
