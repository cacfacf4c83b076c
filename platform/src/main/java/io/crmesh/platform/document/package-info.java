/** The document in which one aggregate lives: snapshot, pending events and owner. */
@CheckReturnValue
@NullMarked
package io.crmesh.platform.document;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
