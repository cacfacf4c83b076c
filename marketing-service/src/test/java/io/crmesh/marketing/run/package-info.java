@CheckReturnValue
@NullMarked
package io.crmesh.marketing.run;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
