/** The launcher: the commands of {@code ./crm} that start, stop and show an installation on one machine. */
@CheckReturnValue
@NullMarked
package io.crmesh.local.launcher;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
