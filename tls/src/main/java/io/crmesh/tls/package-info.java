/** TLS between all parts: the trusted authorities and own certificate of a process, and no plaintext on a network. */
@CheckReturnValue
@NullMarked
package io.crmesh.tls;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
