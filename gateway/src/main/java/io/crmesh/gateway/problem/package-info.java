/** Problem responses (RFC 9457), and the exceptions that become one. */
@CheckReturnValue
@NullMarked
package io.crmesh.gateway.problem;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
