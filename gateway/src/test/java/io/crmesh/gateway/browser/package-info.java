@CheckReturnValue
@NullMarked
package io.crmesh.gateway.browser;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
