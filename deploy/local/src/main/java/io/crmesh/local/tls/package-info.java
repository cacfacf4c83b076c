/** TLS for the bundled parts, and development certificates. */
@CheckReturnValue
@NullMarked
package io.crmesh.local.tls;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
