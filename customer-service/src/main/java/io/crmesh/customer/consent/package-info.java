@CheckReturnValue
@NullMarked
package io.crmesh.customer.consent;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
