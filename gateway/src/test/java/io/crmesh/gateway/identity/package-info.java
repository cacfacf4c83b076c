@CheckReturnValue
@NullMarked
package io.crmesh.gateway.identity;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
