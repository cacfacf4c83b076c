@CheckReturnValue
@NullMarked
package io.crmesh.customer.contact;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
