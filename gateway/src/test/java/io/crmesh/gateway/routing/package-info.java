@NullMarked
package io.crmesh.gateway.routing;

import org.jspecify.annotations.NullMarked;
