@NullMarked
package io.crmesh.gateway.identity.password;

import org.jspecify.annotations.NullMarked;
