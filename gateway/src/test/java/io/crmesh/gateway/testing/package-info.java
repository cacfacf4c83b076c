@NullMarked
package io.crmesh.gateway.testing;

import org.jspecify.annotations.NullMarked;
