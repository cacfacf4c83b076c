/** The message broker of an installation on one machine: a real Kafka, in the process of whoever opens it. */
@CheckReturnValue
@NullMarked
package io.crmesh.local.imports;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
