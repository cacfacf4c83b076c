@CheckReturnValue
@NullMarked
package io.crmesh.platform.list;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
