/** Report: outcomes of benchmarks and the generated page. */
@CheckReturnValue
@NullMarked
package io.crmesh.benchmarks.report;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
