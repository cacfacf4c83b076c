/** Stories that only the whole system can tell, every part of it a process of its own. */
@CheckReturnValue
@NullMarked
package io.crmesh.system;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
