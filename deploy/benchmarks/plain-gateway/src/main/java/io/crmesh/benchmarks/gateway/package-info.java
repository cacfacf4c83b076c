/** A yardstick: the gateway as Spring Cloud ships it. */
@CheckReturnValue
@NullMarked
package io.crmesh.benchmarks.gateway;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
