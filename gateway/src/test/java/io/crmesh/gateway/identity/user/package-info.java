@NullMarked
package io.crmesh.gateway.identity.user;

import org.jspecify.annotations.NullMarked;
