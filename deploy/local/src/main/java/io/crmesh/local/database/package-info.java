/** The database that runs without installing one: durable, indexed, and honest about what it cannot do. */
@CheckReturnValue
@NullMarked
package io.crmesh.local.database;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
