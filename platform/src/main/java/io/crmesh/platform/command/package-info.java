/** Commands over HTTP: idempotency keys, expected versions and answers. */
@CheckReturnValue
@NullMarked
package io.crmesh.platform.command;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
