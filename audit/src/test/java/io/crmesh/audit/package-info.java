@CheckReturnValue
@NullMarked
package io.crmesh.audit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
