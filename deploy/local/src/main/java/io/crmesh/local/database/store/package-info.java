/** Store of the embedded database server: its file, the journal beside it, and what a checkpoint moves from one to the other. */
@CheckReturnValue
@NullMarked
package io.crmesh.local.database.store;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
