package io.crmesh.gateway.identity;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** Ids derived from the commands that made the records: a repeated command finds what it made before. */
final class Ids {

    private static final int LENGTH = 26;
    private static final Pattern OURS = Pattern.compile("[a-z]{3}_[0-9a-f]{26}|" + FirstStart.ADMINISTRATORS_ID);

    private Ids() {}

    /** Those of these texts of a caller that are ids of ours: anything else may tell about somebody. */
    static List<String> among(Collection<String> texts) {
        return texts.stream().filter(text -> OURS.matcher(text).matches()).toList();
    }

    /** A well-formed Idempotency-Key, or a {@link Refused}. */
    static String of(String prefix, Visitor visitor, String key) {
        if (!key.matches("[\\x21-\\x7e]{2,200}")) {
            throw Refused.unreadable("Idempotency-Key", "has 2 to 200 visible ASCII characters");
        }
        return prefix + Secrets.hash(visitor.id() + "|" + key).substring(0, LENGTH);
    }
}
