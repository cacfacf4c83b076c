@CheckReturnValue
@NullMarked
package io.crmesh.ticket;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
