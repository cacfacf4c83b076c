@CheckReturnValue
@NullMarked
package io.crmesh.customer.registry;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
