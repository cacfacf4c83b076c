/** Dead letters: records that a consumer could not process, kept per aggregate and in order until they are replayed. */
@CheckReturnValue
@NullMarked
package io.crmesh.platform.deadletter;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
