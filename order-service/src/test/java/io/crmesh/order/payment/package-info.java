@CheckReturnValue
@NullMarked
package io.crmesh.order.payment;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
