/** The pages on which people sign in with a browser, manage their account and sign out. */
@CheckReturnValue
@NullMarked
package io.crmesh.gateway.browser;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
