@NullMarked
package io.crmesh.gateway.identity.token;

import org.jspecify.annotations.NullMarked;
