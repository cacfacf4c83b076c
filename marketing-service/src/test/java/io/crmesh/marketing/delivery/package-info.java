@CheckReturnValue
@NullMarked
package io.crmesh.marketing.delivery;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
