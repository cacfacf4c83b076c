/** The processes that are measured, and the CPU that they take. */
@CheckReturnValue
@NullMarked
package io.crmesh.benchmarks.parts;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
