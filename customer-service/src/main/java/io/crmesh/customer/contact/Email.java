package io.crmesh.customer.contact;

import io.crmesh.platform.history.NamesEntry;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Value object: an e-mail address as mail is sent to it. Case before the @ is kept, since only its host knows it. */
public record Email(
        @NamesEntry String value, Status status, @Nullable Instant verifiedAt) {

    public enum Status {
        UNVERIFIED,
        VERIFIED
    }

    public static Email unverified(String value) {
        return new Email(value, Status.UNVERIFIED, null);
    }

    /** The key by which an address is found: hosts do not give out addresses that differ in case only. */
    public static String key(String value) {
        return value.toLowerCase(Locale.ROOT);
    }

    /** The key of the part before the @. */
    public static String localKey(String value) {
        return key(value.substring(0, value.lastIndexOf('@')));
    }
}
