package io.crmesh.marketing.delivery.sending;

/** Exception: a mail of which nothing is left to read once its template is filled. */
final class EmptyMail extends Exception {

    private final String reason;

    EmptyMail(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
