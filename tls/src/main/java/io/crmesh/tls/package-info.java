/** TLS between all parts: whom a process believes, what it shows to others, and that nothing goes without on a network. */
@CheckReturnValue
@NullMarked
package io.crmesh.tls;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
