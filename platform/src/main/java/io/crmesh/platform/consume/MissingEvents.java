package io.crmesh.platform.consume;

/** Thrown when the owner does not have the missing events either, or they cannot be applied. */
public final class MissingEvents extends RuntimeException {
    public MissingEvents(String message) {
        super(message);
    }
}
