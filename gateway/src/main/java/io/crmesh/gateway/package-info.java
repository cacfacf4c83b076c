@CheckReturnValue
@NullMarked
package io.crmesh.gateway;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
