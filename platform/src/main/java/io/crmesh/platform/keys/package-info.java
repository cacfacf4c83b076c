/** The service's own secret keys, and the encryption under which keys are stored. */
@CheckReturnValue
@NullMarked
package io.crmesh.platform.keys;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
