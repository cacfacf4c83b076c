/** Event-driven aggregates: consumers that decide are aggregates whose commands are events of others. */
@CheckReturnValue
@NullMarked
package io.crmesh.platform.deciding;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
