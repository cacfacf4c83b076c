@NullMarked
package io.crmesh.gateway.ratelimit;

import org.jspecify.annotations.NullMarked;
