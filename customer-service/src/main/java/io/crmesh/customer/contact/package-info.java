/** Contact points: e-mail addresses, phone numbers and postal addresses in one normalised form. */
@CheckReturnValue
@NullMarked
package io.crmesh.customer.contact;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
