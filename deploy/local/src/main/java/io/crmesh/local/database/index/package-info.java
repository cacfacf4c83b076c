/** Indexes of the embedded database server: how they are kept, and which queries MongoDB's planner would answer by them. */
@CheckReturnValue
@NullMarked
package io.crmesh.local.database.index;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
