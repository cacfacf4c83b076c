@NullMarked
package io.crmesh.gateway.identity.access;

import org.jspecify.annotations.NullMarked;
