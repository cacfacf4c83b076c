package io.crmesh.marketing.delivery;

/**
 * Value object: a mail as it is sent. It is composed once; each repetition sends exactly this text.
 *
 * @param raw the whole message, headers and body, in ASCII
 */
public record Mail(String sender, String address, String raw) {}
