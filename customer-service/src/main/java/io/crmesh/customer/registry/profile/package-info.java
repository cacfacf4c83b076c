/** The profile of a customer: what callers and files say about a customer, in its normalised form. */
@CheckReturnValue
@NullMarked
package io.crmesh.customer.registry.profile;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
