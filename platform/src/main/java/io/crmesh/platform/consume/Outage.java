package io.crmesh.platform.consume;

/** Something needed is away: the whole batch is tried again until it is back. */
final class Outage extends RuntimeException {
    Outage(Throwable cause) {
        super(Trouble.words(cause), cause);
    }
}
