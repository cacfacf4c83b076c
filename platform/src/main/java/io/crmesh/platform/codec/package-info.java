/** Codecs between states and stored documents. */
@CheckReturnValue
@NullMarked
package io.crmesh.platform.codec;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
