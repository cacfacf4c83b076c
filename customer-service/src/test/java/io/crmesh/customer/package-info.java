@CheckReturnValue
@NullMarked
package io.crmesh.customer;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
