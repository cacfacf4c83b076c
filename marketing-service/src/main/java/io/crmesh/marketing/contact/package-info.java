@CheckReturnValue
@NullMarked
package io.crmesh.marketing.contact;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
