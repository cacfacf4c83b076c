package io.crmesh.marketing.delivery;

/**
 * A mail as it goes over the wire. It is composed once: whenever it is handed over again, it is this very text.
 *
 * @param raw the whole message, headers and body, in ASCII
 */
public record Mail(String sender, String address, String raw) {}
