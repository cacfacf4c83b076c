package io.crmesh.platform.consume;

/** A fact whose body is not what its type promises. It goes to the parking lot; the body itself is never quoted. */
public final class UnreadableBody extends RuntimeException {
    UnreadableBody(String message) {
        super(message);
    }
}
