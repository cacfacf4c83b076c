package io.crmesh.platform.consume;

/** Thrown when a needed service or database does not answer: the whole batch is tried again until it does. */
public final class Outage extends RuntimeException {
    public Outage(Throwable cause) {
        super(FailureKind.describe(cause), cause);
    }
}
