@CheckReturnValue
@NullMarked
package io.crmesh.platform.consume;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
