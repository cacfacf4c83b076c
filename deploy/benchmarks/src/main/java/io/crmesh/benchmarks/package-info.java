/** Main class of {@code ./crm bench}. */
@CheckReturnValue
@NullMarked
package io.crmesh.benchmarks;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
