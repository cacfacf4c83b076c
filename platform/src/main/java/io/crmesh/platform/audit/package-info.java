/** Who was told what: the service's audit trail, and how it is read. */
@CheckReturnValue
@NullMarked
package io.crmesh.platform.audit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
