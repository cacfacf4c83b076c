/** Commands of {@code ./crm} for users, audit trails and certificates. */
@NullMarked
package io.crmesh.local.command;

import org.jspecify.annotations.NullMarked;
