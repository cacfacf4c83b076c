@CheckReturnValue
@NullMarked
package io.crmesh.marketing;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
