@NullMarked
package io.crmesh.gateway.identity.audit;

import org.jspecify.annotations.NullMarked;
