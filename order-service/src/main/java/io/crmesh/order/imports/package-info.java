/** Import of past orders from other systems. */
@CheckReturnValue
@NullMarked
package io.crmesh.order.imports;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
