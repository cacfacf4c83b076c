/** The database of identity, and what must exist in it before the first request. */
@CheckReturnValue
@NullMarked
package io.crmesh.gateway.identity.setup;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
