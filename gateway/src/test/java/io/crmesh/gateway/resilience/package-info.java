@NullMarked
package io.crmesh.gateway.resilience;

import org.jspecify.annotations.NullMarked;
