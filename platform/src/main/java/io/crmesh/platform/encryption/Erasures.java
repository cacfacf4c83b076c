package io.crmesh.platform.encryption;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Crypto-shredding: erases a person in this service by destroying the key, so that values encrypted for the person,
 * wherever they are stored, can never be decrypted again.
 */
public final class Erasures {

    private final PersonKeys keys;
    private final Clock clock;

    Erasures(PersonKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Destroys the person's key. Repeating it changes nothing, not even the time of the erasure. */
    public void erase(String person) {
        keys.destroy(person, clock.instant());
    }

    /** When the person was erased here; empty if they were not. */
    public Optional<Instant> erasedAt(String person) {
        return keys.destroyedAt(person);
    }
}
