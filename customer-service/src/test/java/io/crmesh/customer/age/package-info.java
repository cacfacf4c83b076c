@CheckReturnValue
@NullMarked
package io.crmesh.customer.age;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
