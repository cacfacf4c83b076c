/** Payments and refunds: the decisions about an order's money, and the endpoints that ask for them. */
@CheckReturnValue
@NullMarked
package io.crmesh.order.payment;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
