/** The mail sink: accepts all mails that CRMesh sends on one machine, sends none on, and shows them on a page. */
@CheckReturnValue
@NullMarked
package io.crmesh.local.mail;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
