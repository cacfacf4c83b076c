/** Record ownership: who owns the customers that a service's records are about, and so who may see these records. */
@CheckReturnValue
@NullMarked
package io.crmesh.platform.ownership;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
