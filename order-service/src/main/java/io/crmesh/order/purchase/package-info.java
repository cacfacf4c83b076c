/** Orders: the aggregate with its stages, moves and events, and the commands that change it. */
@CheckReturnValue
@NullMarked
package io.crmesh.order.purchase;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
