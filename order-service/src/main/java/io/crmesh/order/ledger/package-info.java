/** The ledger of an order: payments that came in and refunds that went back. */
@CheckReturnValue
@NullMarked
package io.crmesh.order.ledger;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
