@CheckReturnValue
@NullMarked
package io.crmesh.platform.store;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
