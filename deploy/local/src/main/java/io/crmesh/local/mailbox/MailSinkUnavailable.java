package io.crmesh.local.mailbox;

/** The mail sink cannot start; the message tells the user the reason in one line. */
public final class MailSinkUnavailable extends RuntimeException {

    public MailSinkUnavailable(String message) {
        super(message);
    }

    public MailSinkUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
