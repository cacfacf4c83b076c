/** The vocabulary of identity: callers, roles, token scopes, permissions, and conventions of the API about them. */
@CheckReturnValue
@NullMarked
package io.crmesh.gateway.identity;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
