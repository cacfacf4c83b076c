@NullMarked
package io.crmesh.gateway;

import org.jspecify.annotations.NullMarked;
