@CheckReturnValue
@NullMarked
package io.crmesh.marketing.profile;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
