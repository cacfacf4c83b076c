/** The parts of the harness that could be wrong. */
@CheckReturnValue
@NullMarked
package io.crmesh.benchmarks.report;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
