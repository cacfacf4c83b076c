/** Products: what is sold, with its sku and description. */
@CheckReturnValue
@NullMarked
package io.crmesh.order.product;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
