package io.crmesh.local.mail;

/** Invalid request; the message names the invalid part and does not repeat it. */
final class BadRequest extends Exception {

    BadRequest(String message) {
        super(message);
    }
}
