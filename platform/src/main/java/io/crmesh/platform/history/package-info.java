@CheckReturnValue
@NullMarked
package io.crmesh.platform.history;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
