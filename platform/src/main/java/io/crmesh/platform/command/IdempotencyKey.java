package io.crmesh.platform.command;

import io.crmesh.platform.Refusal.Unreadable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.web.context.request.NativeWebRequest;

/** Idempotency key: the client's name for its command, under which a repetition is carried out only once. */
public final class IdempotencyKey {

    public static final String HEADER = "Idempotency-Key";
    private static final Pattern FORM = Pattern.compile("[\\x20-\\x7e]{2,200}");

    private IdempotencyKey() {}

    static Optional<String> of(NativeWebRequest request) {
        var sent = request.getHeaderValues(HEADER);
        var keys = sent == null ? List.<String>of() : List.of(sent);
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        var key = keys.getFirst().strip();
        if (keys.size() > 1 || !FORM.matcher(key).matches()) {
            throw new Unreadable(HEADER, "must be one text of 2 to 200 printable ASCII characters");
        }
        return Optional.of(key);
    }

    static String required(NativeWebRequest request) {
        return of(request).orElseThrow(() -> new Unreadable(HEADER, "is required"));
    }
}
