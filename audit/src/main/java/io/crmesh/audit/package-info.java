/** The audit trail: entries in a chain of hashes, under a head that is signed. */
@CheckReturnValue
@NullMarked
package io.crmesh.audit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
