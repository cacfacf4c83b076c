/** The OAuth 2.0 authorization server, its clients and keys, and the keys of an external issuer. */
@CheckReturnValue
@NullMarked
package io.crmesh.gateway.identity.issuer;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
