@CheckReturnValue
@NullMarked
package io.crmesh.order.history;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
