package io.crmesh.gateway.identity;

/** Ids derived from the commands that made the records: a repeated command finds what it made before. */
final class Ids {

    private static final int LENGTH = 26;

    private Ids() {}

    /** A well-formed Idempotency-Key, or a {@link Refused}. */
    static String of(String prefix, Visitor visitor, String key) {
        if (!key.matches("[\\x21-\\x7e]{2,200}")) {
            throw Refused.unreadable("Idempotency-Key", "has 2 to 200 visible ASCII characters");
        }
        return prefix + Secrets.hash(visitor.id() + "|" + key).substring(0, LENGTH);
    }
}
