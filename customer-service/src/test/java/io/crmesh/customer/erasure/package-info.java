@CheckReturnValue
@NullMarked
package io.crmesh.customer.erasure;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
