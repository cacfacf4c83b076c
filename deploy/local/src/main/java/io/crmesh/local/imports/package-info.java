/** Import of the CDNOW purchases through the public API. */
@CheckReturnValue
@NullMarked
package io.crmesh.local.imports;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
