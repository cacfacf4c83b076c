/** Erasure of a customer for good, with the confirmations of all services. */
@CheckReturnValue
@NullMarked
package io.crmesh.customer.erasure;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
