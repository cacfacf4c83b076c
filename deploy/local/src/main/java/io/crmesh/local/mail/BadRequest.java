package io.crmesh.local.mail;

/** What was asked for makes no sense; the message says which part, and repeats nothing of it. */
final class BadRequest extends Exception {

    BadRequest(String message) {
        super(message);
    }
}
