/** The edge of the system: what a request may look like before anything else sees it, and what each response tells browsers. */
@CheckReturnValue
@NullMarked
package io.crmesh.gateway.edge;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
