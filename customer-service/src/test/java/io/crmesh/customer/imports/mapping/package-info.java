@CheckReturnValue
@NullMarked
package io.crmesh.customer.imports.mapping;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
