@CheckReturnValue
@NullMarked
package io.crmesh.marketing.delivery.sending;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
