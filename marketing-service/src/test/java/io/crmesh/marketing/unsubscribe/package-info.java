@CheckReturnValue
@NullMarked
package io.crmesh.marketing.unsubscribe;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
