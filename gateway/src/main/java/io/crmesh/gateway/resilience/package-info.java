/** How the gateway protects itself and callers from failing services: bulkhead, circuit breaker, timeouts, connect retry. */
@CheckReturnValue
@NullMarked
package io.crmesh.gateway.resilience;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
