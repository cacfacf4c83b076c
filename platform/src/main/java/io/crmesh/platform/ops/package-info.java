@CheckReturnValue
@NullMarked
package io.crmesh.platform.ops;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
