/** Sessions of browsers, which hold a cookie and no token, and how a session authenticates its user. */
@CheckReturnValue
@NullMarked
package io.crmesh.gateway.browser.session;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
