/** Money: amounts in the smallest unit of their currency, and unit prices. */
@CheckReturnValue
@NullMarked
package io.crmesh.order.money;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
