@CheckReturnValue
@NullMarked
package io.crmesh.marketing.template;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
