/** How people sign in with a browser, which knows no token: only a cookie, and behind it a session that is kept here. */
@NullMarked
package io.crmesh.gateway.browser;

import org.jspecify.annotations.NullMarked;
