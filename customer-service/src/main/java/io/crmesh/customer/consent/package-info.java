/** The consent ledger: for which purpose and on which channel a customer may be addressed. */
@CheckReturnValue
@NullMarked
package io.crmesh.customer.consent;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
