@NullMarked
package io.crmesh.gateway.browser;

import org.jspecify.annotations.NullMarked;
