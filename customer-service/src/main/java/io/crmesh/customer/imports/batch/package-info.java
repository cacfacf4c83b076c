/** The import as an aggregate, with the reports of its rows. */
@CheckReturnValue
@NullMarked
package io.crmesh.customer.imports.batch;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
