/** Encryption of personal data under one key per person, and crypto-shredding when a person is erased. */
@CheckReturnValue
@NullMarked
package io.crmesh.platform.encryption;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
