/** The transactional outbox: pending events are published, archived and then trimmed. */
@CheckReturnValue
@NullMarked
package io.crmesh.platform.outbox;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
