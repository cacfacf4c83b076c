/** CRM numbers, by which people name a customer. */
@CheckReturnValue
@NullMarked
package io.crmesh.customer.number;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
