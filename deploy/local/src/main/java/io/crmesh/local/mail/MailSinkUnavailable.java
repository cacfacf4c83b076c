package io.crmesh.local.mail;

/** The mail sink cannot serve here; the message says, in one line for whoever started it, what is in the way. */
public final class MailSinkUnavailable extends RuntimeException {

    MailSinkUnavailable(String message) {
        super(message);
    }

    MailSinkUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
