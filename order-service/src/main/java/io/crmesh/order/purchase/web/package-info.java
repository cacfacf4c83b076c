/** HTTP endpoints of orders: placing, reading and moving on. */
@CheckReturnValue
@NullMarked
package io.crmesh.order.purchase.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
