package io.crmesh.customer.contact;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An e-mail address as mail is sent to it. Whether letters differ in case before the @ is its host's business. */
public record Email(String value, Status status, @Nullable Instant verifiedAt) {

    public enum Status {
        UNVERIFIED,
        VERIFIED
    }

    public static Email unverified(String value) {
        return new Email(value, Status.UNVERIFIED, null);
    }

    /** What it is found by: nobody gives two people addresses that differ in case only. */
    public static String key(String value) {
        return value.toLowerCase(Locale.ROOT);
    }
}
