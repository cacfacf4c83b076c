/** Signs in the commands that work with a running installation. */
@NullMarked
package io.crmesh.local.access;

import org.jspecify.annotations.NullMarked;
