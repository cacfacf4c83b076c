@CheckReturnValue
@NullMarked
package io.crmesh.platform.trace;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
