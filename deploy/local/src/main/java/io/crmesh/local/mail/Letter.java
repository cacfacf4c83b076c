package io.crmesh.local.mail;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a message says, decoded. Whatever of it cannot be decoded is empty: every message can be read.
 *
 * @param messageId without its angle brackets; empty if the sender gave none
 * @param date when its sender says it was written
 * @param headers as they were sent, unfolded, by their names
 */
public record Letter(
        String messageId,
        Address from,
        List<Address> to,
        List<Address> cc,
        String subject,
        @Nullable Instant date,
        String text,
        String html,
        List<String> attachments,
        Map<String, List<String>> headers) {

    private static final int SNIPPET = 100;
    private static final int ENOUGH_FOR_A_SNIPPET = 10_000;

    /** The first words, for a list. */
    String snippet() {
        var words = text.isBlank() ? start(html).replaceAll("<[^>]*>?", " ") : start(text);
        var line = words.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= SNIPPET
                ? line
                : line.substring(0, line.offsetByCodePoints(0, SNIPPET));
    }

    private static String start(String text) {
        return text.substring(0, Math.min(text.length(), ENOUGH_FOR_A_SNIPPET));
    }
}
