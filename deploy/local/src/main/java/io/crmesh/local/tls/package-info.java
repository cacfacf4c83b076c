/** TLS for the parts that come along, and certificates for a machine of one's own. */
@CheckReturnValue
@NullMarked
package io.crmesh.local.tls;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
