/** The audit trail of the gateway. */
@CheckReturnValue
@NullMarked
package io.crmesh.gateway.identity.audit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
