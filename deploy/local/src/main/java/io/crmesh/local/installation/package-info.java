/** The files of an installation on one machine: its folders, locks, ports, keys and list of services. */
@CheckReturnValue
@NullMarked
package io.crmesh.local.installation;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
