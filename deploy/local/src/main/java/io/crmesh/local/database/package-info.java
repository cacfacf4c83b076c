/** Embedded database server that runs without an installation: durable, indexed, and as strict as a real one on request. */
@CheckReturnValue
@NullMarked
package io.crmesh.local.database;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
