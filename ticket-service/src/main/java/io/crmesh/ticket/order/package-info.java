/** Orders that tickets can be about: order-service owns them. */
@CheckReturnValue
@NullMarked
package io.crmesh.ticket.order;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
