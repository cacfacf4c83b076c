package io.crmesh.platform.seal;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Erases persons in this service: whatever is sealed for them here, wherever it lies, opens to nobody any more. */
public final class Erasures {

    private final PersonKeys keys;
    private final Clock clock;

    Erasures(PersonKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Destroys the person's key. Done again, it changes nothing, not even when it was. */
    public void erase(String person) {
        keys.destroy(person, clock.instant());
    }

    /** When the person was erased here; nothing if that was not done. */
    public Optional<Instant> erasedAt(String person) {
        return keys.destroyedAt(person);
    }
}
