package io.crmesh.platform;

/**
 * A record as it stands after a command.
 *
 * @param version what the record's ETag says
 * @param replayed whether the command had been carried out before and only its answer is repeated
 */
public record Saved<S>(S state, long version, boolean replayed) {

    public Versioned<S> versioned() {
        return new Versioned<>(state, version);
    }
}
