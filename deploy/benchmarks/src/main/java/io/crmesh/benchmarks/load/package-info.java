/** How requests are made, and how it is noted what became of them. */
@CheckReturnValue
@NullMarked
package io.crmesh.benchmarks.load;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
