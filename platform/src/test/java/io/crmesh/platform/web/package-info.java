@CheckReturnValue
@NullMarked
package io.crmesh.platform.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
