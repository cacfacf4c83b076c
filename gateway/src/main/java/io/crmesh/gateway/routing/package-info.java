/** Routes to the services, and the reverse proxy that carries requests and responses. */
@CheckReturnValue
@NullMarked
package io.crmesh.gateway.routing;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
