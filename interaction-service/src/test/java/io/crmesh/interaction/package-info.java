@CheckReturnValue
@NullMarked
package io.crmesh.interaction;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
