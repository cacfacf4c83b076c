@CheckReturnValue
@NullMarked
package io.crmesh.local;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
