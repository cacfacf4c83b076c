/** The uploaded files: their storage, their CSV, their columns and the fields that the columns fill. */
@CheckReturnValue
@NullMarked
package io.crmesh.customer.imports.file;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
