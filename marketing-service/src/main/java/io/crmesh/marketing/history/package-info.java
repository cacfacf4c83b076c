@CheckReturnValue
@NullMarked
package io.crmesh.marketing.history;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
