/** How somebody is erased for good, and the proof that all services did so. */
@CheckReturnValue
@NullMarked
package io.crmesh.customer.erasure;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
