/** Several parts in one process: each has a class loader, output and threads of its own. */
@CheckReturnValue
@NullMarked
package io.crmesh.local.hosting;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
