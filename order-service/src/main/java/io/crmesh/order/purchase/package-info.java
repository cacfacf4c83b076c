@CheckReturnValue
@NullMarked
package io.crmesh.order.purchase;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
