@CheckReturnValue
@NullMarked
package io.crmesh.customer.text;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
