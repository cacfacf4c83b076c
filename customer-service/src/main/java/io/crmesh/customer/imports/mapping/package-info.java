/** The mapping of a file's columns to the fields of a customer, and the words, dates and countries that cells hold. */
@CheckReturnValue
@NullMarked
package io.crmesh.customer.imports.mapping;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
