/** Batching: requests that come at the same time share one round trip to the database. */
@CheckReturnValue
@NullMarked
package io.crmesh.platform.batching;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
