package io.crmesh.local.mailbox;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Value object: a mail as lists show it. It stands for all deliveries of one Message-ID: the first was stored, and the
 * others were counted as repeats.
 *
 * @param number counts up from 1 and is never used again, also after all mails were deleted
 * @param messageId without its angle brackets; empty if the sender gave none
 * @param size of the message in bytes
 */
public record Mail(
        long number,
        String messageId,
        Address from,
        List<Address> to,
        String subject,
        String snippet,
        Instant received,
        int size,
        int repeats) {

    private static final int MAX_TEXT = 1_000;
    private static final int MAX_ADDRESSES = 100;

    /** The list fields of a mail. They are kept in memory, so their length is limited. */
    static Mail of(long number, MailContent content, Instant received, int size) {
        return new Mail(
                number,
                cut(content.messageId()),
                cut(content.from()),
                content.to().stream().limit(MAX_ADDRESSES).map(Mail::cut).toList(),
                cut(content.subject()),
                content.snippet(),
                received.truncatedTo(ChronoUnit.MILLIS),
                size,
                0);
    }

    private static Address cut(Address address) {
        return new Address(cut(address.name()), cut(address.address()));
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }

    /** The number as a string, which is the id in the HTTP API. */
    public String id() {
        return Long.toString(number);
    }

    Mail from(Address sender) {
        return new Mail(number, messageId, sender, to, subject, snippet, received, size, repeats);
    }

    Mail withRepeat() {
        return new Mail(number, messageId, from, to, subject, snippet, received, size, repeats + 1);
    }
}
