/** Problem details (RFC 9457): how refusals and faults are answered. */
@CheckReturnValue
@NullMarked
package io.crmesh.platform.problem;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
