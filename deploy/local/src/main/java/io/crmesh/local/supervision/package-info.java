/** Process supervision: the parts of an installation as child processes that are restarted, watched and logged. */
@CheckReturnValue
@NullMarked
package io.crmesh.local.supervision;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
