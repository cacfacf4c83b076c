@NullMarked
package io.crmesh.gateway.edge;

import org.jspecify.annotations.NullMarked;
