package io.crmesh.gateway.problem;

/** Something that a request needs is overloaded for the moment. The caller is told to try again. */
public abstract class TemporarilyUnavailable extends RuntimeException {

    protected TemporarilyUnavailable(String message) {
        super(message, null, false, false);
    }
}
