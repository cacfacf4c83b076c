/** Tests of the benchmark harness. */
@CheckReturnValue
@NullMarked
package io.crmesh.benchmarks.load;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
