/** Records over HTTP: what every kind of aggregate shows, lists and exports in the same way. */
@CheckReturnValue
@NullMarked
package io.crmesh.platform.record;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
