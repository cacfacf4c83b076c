package io.crmesh.platform;

/**
 * Result of a command: the record's state and version after it.
 *
 * @param version the value of the record's ETag
 * @param effect what the command did
 */
public record Saved<S>(S state, long version, Effect effect) {

    /** What a command did to its record. */
    public enum Effect {
        WRITTEN,
        /** The command changed nothing, so no event records it. */
        NOTHING,
        /** The command had been carried out before, and only its answer is repeated. */
        REPEATED
    }

    public static <S> Saved<S> written(S state, long version) {
        return new Saved<>(state, version, Effect.WRITTEN);
    }

    public static <S> Saved<S> unchanged(S state, long version) {
        return new Saved<>(state, version, Effect.NOTHING);
    }

    public static <S> Saved<S> repeated(S state, long version) {
        return new Saved<>(state, version, Effect.REPEATED);
    }

    public boolean replayed() {
        return effect == Effect.REPEATED;
    }

    public Versioned<S> versioned() {
        return new Versioned<>(state, version);
    }
}
