/** The benchmarks: one class for each thing that is measured. */
@CheckReturnValue
@NullMarked
package io.crmesh.benchmarks.suite;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
