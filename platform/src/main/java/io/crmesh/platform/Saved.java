package io.crmesh.platform;

/**
 * A record as it stands after a command.
 *
 * @param version what the record's ETag says
 * @param effect what the command did
 */
public record Saved<S>(S state, long version, Effect effect) {

    /** What a command did to its record. */
    public enum Effect {
        WRITTEN,
        /** There was nothing to change, so nothing tells that the command was given. */
        NOTHING,
        /** It had been carried out before, and only its answer is repeated. */
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
