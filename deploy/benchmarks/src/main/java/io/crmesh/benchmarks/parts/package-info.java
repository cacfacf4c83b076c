/** Parts: the processes that are measured, and their CPU usage. */
@CheckReturnValue
@NullMarked
package io.crmesh.benchmarks.parts;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
