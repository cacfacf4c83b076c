@NullMarked
package io.crmesh.gateway.identity.issuer;

import org.jspecify.annotations.NullMarked;
