/** A yardstick: orders as most services take them, saved and then sent. */
@CheckReturnValue
@NullMarked
package io.crmesh.benchmarks.plain;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
