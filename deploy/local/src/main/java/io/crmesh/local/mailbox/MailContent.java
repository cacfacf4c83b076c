package io.crmesh.local.mailbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Value object: the decoded content of a mail. Parts that cannot be decoded are empty, so every mail can be read.
 *
 * @param messageId without its angle brackets; empty if the sender gave none
 * @param date the time that the sender gave
 * @param headers the unfolded values as sent, by their names
 */
public record MailContent(
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

    private static final int SNIPPET_LENGTH = 100;
    private static final int SNIPPET_SOURCE = 10_000;

    /** The first 100 characters, for a list. */
    String snippet() {
        var source = text.isBlank() ? start(html).replaceAll("<[^>]*>?", " ") : start(text);
        var line = source.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= SNIPPET_LENGTH
                ? line
                : line.substring(0, line.offsetByCodePoints(0, SNIPPET_LENGTH));
    }

    private static String start(String text) {
        return text.substring(0, Math.min(text.length(), SNIPPET_SOURCE));
    }
}
