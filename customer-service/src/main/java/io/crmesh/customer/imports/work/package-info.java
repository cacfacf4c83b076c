/** The work at imports: tasks with a lease that go on after a process was killed. */
@CheckReturnValue
@NullMarked
package io.crmesh.customer.imports.work;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
