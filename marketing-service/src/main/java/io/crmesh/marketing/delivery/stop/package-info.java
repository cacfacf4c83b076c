@CheckReturnValue
@NullMarked
package io.crmesh.marketing.delivery.stop;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
