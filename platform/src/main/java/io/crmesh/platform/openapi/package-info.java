/** OpenAPI documents of the services. */
@CheckReturnValue
@NullMarked
package io.crmesh.platform.openapi;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
