@CheckReturnValue
@NullMarked
package io.crmesh.customer.imports.batch;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
