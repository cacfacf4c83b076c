/** Contests: the systems that a benchmark compares, and their rounds under load. */
@CheckReturnValue
@NullMarked
package io.crmesh.benchmarks.contest;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
