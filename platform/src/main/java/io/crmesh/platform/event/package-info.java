/** Domain events: what an aggregate says, and the recorded form in which it is stored and published. */
@CheckReturnValue
@NullMarked
package io.crmesh.platform.event;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
