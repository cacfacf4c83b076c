@CheckReturnValue
@NullMarked
package io.crmesh.platform.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
