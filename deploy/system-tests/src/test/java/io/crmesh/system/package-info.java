/** System tests: the whole system, with every part in a process of its own. */
@CheckReturnValue
@NullMarked
package io.crmesh.system;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
