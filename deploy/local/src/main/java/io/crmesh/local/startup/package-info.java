/** What an installation consists of, how each part is started, and the AOT caches that make starts faster. */
@CheckReturnValue
@NullMarked
package io.crmesh.local.startup;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
