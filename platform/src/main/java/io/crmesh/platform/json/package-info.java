/** Strict JSON: how bodies are read and answers are written. */
@CheckReturnValue
@NullMarked
package io.crmesh.platform.json;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
