/** Who looks after the customers that a service's records are about, and so whose rows these are. */
@CheckReturnValue
@NullMarked
package io.crmesh.platform.keeper;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
