/** What was measured, and the page that says so. */
@CheckReturnValue
@NullMarked
package io.crmesh.benchmarks.report;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
