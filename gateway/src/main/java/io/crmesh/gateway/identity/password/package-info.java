/** Passwords: checking, choosing and temporary ones, and the limit of sign-in attempts. */
@CheckReturnValue
@NullMarked
package io.crmesh.gateway.identity.password;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
