package io.crmesh.marketing.delivery;

/**
 * Value object: a mail as it is sent. It is composed once; each repetition sends exactly this text.
 *
 * @param raw the whole message, headers and body, in ASCII unless it is international
 */
public record Mail(String sender, String address, String raw) {

    /** Whether its address has letters that only a mail server with SMTPUTF8 (RFC 6531) accepts. */
    public boolean isInternational() {
        return isInternational(address);
    }

    public static boolean isInternational(String address) {
        return address.chars().anyMatch(letter -> letter > 127);
    }
}
