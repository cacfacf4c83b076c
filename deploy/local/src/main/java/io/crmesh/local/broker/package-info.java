/** The message broker of an installation on one machine: a real Kafka broker, embedded in a process. */
@CheckReturnValue
@NullMarked
package io.crmesh.local.broker;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
