/** Yardsticks: what broker, database and plain jars achieve by themselves. */
@CheckReturnValue
@NullMarked
package io.crmesh.benchmarks.yardstick;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
