/** The register of customers: who they are, at which stage they stand, who owns them and what they agreed to. */
@CheckReturnValue
@NullMarked
package io.crmesh.customer.registry;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
