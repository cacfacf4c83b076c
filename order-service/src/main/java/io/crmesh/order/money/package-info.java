@CheckReturnValue
@NullMarked
package io.crmesh.order.money;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
