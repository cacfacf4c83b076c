@NullMarked
package io.crmesh.gateway.flow;

import org.jspecify.annotations.NullMarked;
