@CheckReturnValue
@NullMarked
package io.crmesh.customer.activity;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
