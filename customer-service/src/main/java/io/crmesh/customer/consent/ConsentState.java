package io.crmesh.customer.consent;

import java.util.Set;

/** State of a person's consent to be contacted for a purpose on a channel. */
public enum ConsentState {
    UNKNOWN,
    /** Requested, and to be confirmed (double opt-in). */
    PENDING,
    GRANTED,
    WITHDRAWN,
    DENIED,
    EXPIRED;

    /** The states that may follow this one. */
    public Set<ConsentState> next() {
        return switch (this) {
            case UNKNOWN -> Set.of(PENDING, GRANTED, DENIED);
            case PENDING -> Set.of(GRANTED, DENIED);
            case GRANTED -> Set.of(WITHDRAWN, EXPIRED);
            case WITHDRAWN, DENIED -> Set.of(GRANTED);
            case EXPIRED -> Set.of(GRANTED, DENIED);
        };
    }

    /** Whether the person said no. */
    public boolean isObjection() {
        return this == WITHDRAWN || this == DENIED;
    }

    /** Whether the person said no, or a consent ran out: nothing but proof of a new consent ends that. */
    public boolean isGrantedOnlyWithEvidence() {
        return switch (this) {
            case WITHDRAWN, DENIED, EXPIRED -> true;
            case UNKNOWN, PENDING, GRANTED -> false;
        };
    }
}
