package io.crmesh.local.mail;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A mail as a list shows it. It stands for every delivery of one Message-ID: the first was stored, the others were
 * counted as repeats.
 *
 * @param number counts up from 1 and never names another mail, also after all were deleted
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

    private static final int LONGEST_TEXT = 1_000;
    private static final int MOST_ADDRESSES = 100;

    /** What a list needs of a letter: it is held in memory, so it stays small whatever was sent. */
    static Mail of(long number, Letter letter, Instant received, int size) {
        return new Mail(
                number,
                cut(letter.messageId()),
                cut(letter.from()),
                letter.to().stream().limit(MOST_ADDRESSES).map(Mail::cut).toList(),
                cut(letter.subject()),
                letter.snippet(),
                received.truncatedTo(ChronoUnit.MILLIS),
                size,
                0);
    }

    private static Address cut(Address address) {
        return new Address(cut(address.name()), cut(address.address()));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }

    /** The number as the HTTP API writes it. */
    public String id() {
        return Long.toString(number);
    }

    Mail from(Address sender) {
        return new Mail(number, messageId, sender, to, subject, snippet, received, size, repeats);
    }

    Mail repeatedOnceMore() {
        return new Mail(number, messageId, from, to, subject, snippet, received, size, repeats + 1);
    }
}
