@CheckReturnValue
@NullMarked
package io.crmesh.platform.timer;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
