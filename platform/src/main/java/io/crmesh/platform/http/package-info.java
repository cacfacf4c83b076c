/** HTTP: limits, bodies, headers and outgoing requests. */
@CheckReturnValue
@NullMarked
package io.crmesh.platform.http;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
