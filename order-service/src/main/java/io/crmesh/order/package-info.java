/** order-service: products and orders, from placing to payment, refund and completion. */
@CheckReturnValue
@NullMarked
package io.crmesh.order;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
