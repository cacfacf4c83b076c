@CheckReturnValue
@NullMarked
package io.crmesh.order;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
