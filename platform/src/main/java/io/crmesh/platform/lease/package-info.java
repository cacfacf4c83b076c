/** Leases and the time of the database, for work that several replicas share. */
@CheckReturnValue
@NullMarked
package io.crmesh.platform.lease;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
