package io.crmesh.gateway.identity;

import io.crmesh.gateway.problem.Refusal;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** Ids that are derived from idempotency keys: a repeated command finds the record that it made before. */
public final class RecordIds {

    /** The first administrator, who exists from the first start. */
    public static final String ADMINISTRATOR = "usr_admin";

    private static final int LENGTH = 26;
    private static final Pattern RECORD_ID = Pattern.compile("[a-z]{3}_[0-9a-f]{26}|" + ADMINISTRATOR);

    private RecordIds() {}

    /** The texts that are ids of records. Other texts of a caller may contain personal data. */
    public static List<String> among(Collection<String> texts) {
        return texts.stream().filter(text -> RECORD_ID.matcher(text).matches()).toList();
    }

    /** The id for an Idempotency-Key, which must be well-formed. */
    public static String of(String prefix, Caller caller, String key) {
        if (!key.matches("[\\x21-\\x7e]{2,200}")) {
            throw Refusal.unreadable("Idempotency-Key", "has 2 to 200 visible ASCII characters");
        }
        return prefix + Secrets.hash(caller.id() + "|" + key).substring(0, LENGTH);
    }
}
