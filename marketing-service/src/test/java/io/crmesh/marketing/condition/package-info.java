@CheckReturnValue
@NullMarked
package io.crmesh.marketing.condition;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
