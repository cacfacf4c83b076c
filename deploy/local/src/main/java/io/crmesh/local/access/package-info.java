/** Signs in the commands that work with a running installation, and looks after its users. */
@NullMarked
package io.crmesh.local.access;

import org.jspecify.annotations.NullMarked;
