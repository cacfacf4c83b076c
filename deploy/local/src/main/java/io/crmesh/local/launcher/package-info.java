/** The launcher behind {@code ./crm up}: every part of an installation on one machine as a supervised process. */
@CheckReturnValue
@NullMarked
package io.crmesh.local.launcher;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
