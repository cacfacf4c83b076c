@CheckReturnValue
@NullMarked
package io.crmesh.contracts;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
