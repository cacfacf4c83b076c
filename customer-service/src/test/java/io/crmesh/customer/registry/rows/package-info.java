@CheckReturnValue
@NullMarked
package io.crmesh.customer.registry.rows;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
