@NullMarked
package io.crmesh.gateway.browser.session;

import org.jspecify.annotations.NullMarked;
