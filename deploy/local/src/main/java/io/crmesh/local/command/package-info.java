/** Commands of {@code ./crm} that work with a running installation, for those who look after users and trails. */
@NullMarked
package io.crmesh.local.command;

import org.jspecify.annotations.NullMarked;
