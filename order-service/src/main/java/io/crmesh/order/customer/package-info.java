@CheckReturnValue
@NullMarked
package io.crmesh.order.customer;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
