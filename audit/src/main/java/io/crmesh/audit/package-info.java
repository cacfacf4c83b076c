/** The audit trail: entries in a hash chain under a signed head. */
@CheckReturnValue
@NullMarked
package io.crmesh.audit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
