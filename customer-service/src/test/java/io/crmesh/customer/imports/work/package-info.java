@CheckReturnValue
@NullMarked
package io.crmesh.customer.imports.work;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
