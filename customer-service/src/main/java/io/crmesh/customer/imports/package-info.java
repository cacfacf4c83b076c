/** Imports of customer files over HTTP: upload, mapping, validation, run, cancellation and reversal. */
@CheckReturnValue
@NullMarked
package io.crmesh.customer.imports;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
