@CheckReturnValue
@NullMarked
package io.crmesh.customer.imports.file;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
