/** Aggregates: one document each, changed by one conditional write per command. */
@CheckReturnValue
@NullMarked
package io.crmesh.platform.aggregate;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
