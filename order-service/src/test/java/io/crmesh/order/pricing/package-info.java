@CheckReturnValue
@NullMarked
package io.crmesh.order.pricing;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
