@CheckReturnValue
@NullMarked
package io.crmesh.platform.testing;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
