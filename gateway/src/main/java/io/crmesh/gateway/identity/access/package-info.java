/** Authentication and authorization of API requests. */
@CheckReturnValue
@NullMarked
package io.crmesh.gateway.identity.access;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
