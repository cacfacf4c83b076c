/** Commands of {@code ./crm} for those who look after users. */
@NullMarked
package io.crmesh.local.command;

import org.jspecify.annotations.NullMarked;
