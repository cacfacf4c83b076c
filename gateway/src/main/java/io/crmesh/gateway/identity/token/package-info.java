/** Personal access tokens. */
@CheckReturnValue
@NullMarked
package io.crmesh.gateway.identity.token;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
