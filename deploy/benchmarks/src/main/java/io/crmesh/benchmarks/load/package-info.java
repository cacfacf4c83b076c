/** Load generation: requests, their pace, and the recording of answers and deliveries. */
@CheckReturnValue
@NullMarked
package io.crmesh.benchmarks.load;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
