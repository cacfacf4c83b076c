/** Access of the commands to a running installation as its operator. */
@NullMarked
package io.crmesh.local.access;

import org.jspecify.annotations.NullMarked;
