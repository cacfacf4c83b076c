/** Kafka listeners: the consumer groups of a service, from the poll to the committed offset. */
@CheckReturnValue
@NullMarked
package io.crmesh.platform.listener;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
