/** The audit trail of a service: its configuration, lifecycle and REST controller. */
@CheckReturnValue
@NullMarked
package io.crmesh.platform.audit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
