/** The mailbox of the mail sink: parsed mails in memory and an append-only log on the disk. */
@CheckReturnValue
@NullMarked
package io.crmesh.local.mailbox;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
