/** Yardstick: a service that saves orders and then sends their events, as most services do. */
@CheckReturnValue
@NullMarked
package io.crmesh.benchmarks.plain;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
