/** What the gateway and the services have in common as HTTP servers: problems, roles, keys of an issuer, the services. */
@CheckReturnValue
@NullMarked
package io.crmesh.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
