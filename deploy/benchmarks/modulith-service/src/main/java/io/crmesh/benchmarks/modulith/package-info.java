/** A yardstick: orders with the event registry of Spring Modulith. */
@CheckReturnValue
@NullMarked
package io.crmesh.benchmarks.modulith;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
