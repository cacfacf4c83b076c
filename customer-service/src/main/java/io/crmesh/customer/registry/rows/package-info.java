/** Registration of the customers of imported rows: whom a row means, and what it changes. */
@CheckReturnValue
@NullMarked
package io.crmesh.customer.registry.rows;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
