/** API security: who may call an endpoint, and on which records. */
@CheckReturnValue
@NullMarked
package io.crmesh.platform.security;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
