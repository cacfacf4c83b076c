@CheckReturnValue
@NullMarked
package io.crmesh.platform.fact;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
