/** The access log: who was shown which personal record, recorded before the answer goes out. */
@CheckReturnValue
@NullMarked
package io.crmesh.platform.accesslog;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
