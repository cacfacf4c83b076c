@CheckReturnValue
@NullMarked
package io.crmesh.platform;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
