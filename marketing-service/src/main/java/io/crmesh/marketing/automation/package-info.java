@CheckReturnValue
@NullMarked
package io.crmesh.marketing.automation;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
