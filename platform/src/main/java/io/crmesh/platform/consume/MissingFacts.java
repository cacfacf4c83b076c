package io.crmesh.platform.consume;

/** The owner does not have the facts that are missing here either. */
final class MissingFacts extends RuntimeException {
    MissingFacts(String message) {
        super(message);
    }
}
