package io.crmesh.platform.consume;

/**
 * Thrown when a body breaks its type's contract. The event becomes a dead letter; the message never quotes the body.
 */
public final class UnreadableBody extends RuntimeException {
    UnreadableBody(String message) {
        super(message);
    }
}
