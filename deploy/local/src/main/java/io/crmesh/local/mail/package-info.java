/** The mail sink: takes every mail that CRMesh sends on one machine, sends none on, and shows them to people. */
@CheckReturnValue
@NullMarked
package io.crmesh.local.mail;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
