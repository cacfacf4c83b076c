@CheckReturnValue
@NullMarked
package io.crmesh.marketing.decision;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
