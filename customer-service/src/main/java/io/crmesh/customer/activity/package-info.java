/** What orders, interactions and tickets mean for the customers that they are about. */
@CheckReturnValue
@NullMarked
package io.crmesh.customer.activity;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
