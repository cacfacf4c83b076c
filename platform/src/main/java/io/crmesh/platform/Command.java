package io.crmesh.platform;

import io.crmesh.platform.fact.Actor;
import io.crmesh.platform.fact.Mode;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for a change and under which identity. The same id with the same hash is the same command, however often it
 * arrives; with another hash it is a mistake of the caller's.
 *
 * @param id of the command: the client's Idempotency-Key bound to its principal, or a generated one
 * @param hash of what was asked, to tell a repetition from another request under the same id
 * @param expected the version the caller saw, if it said so ({@code If-Match})
 * @param mode LIVE unless records are taken over from elsewhere
 * @param correlationId of the conversation this belongs to
 * @param causationId of the fact that made us do it, if one did
 * @param reach which records it may change
 */
public record Command(
        String id,
        String hash,
        @Nullable Long expected,
        Actor actor,
        Mode mode,
        String correlationId,
        @Nullable String causationId,
        Reach reach) {

    /** One that may change everything. */
    public Command(
            String id,
            String hash,
            @Nullable Long expected,
            Actor actor,
            Mode mode,
            String correlationId,
            @Nullable String causationId) {
        this(id, hash, expected, actor, mode, correlationId, causationId, Reach.ALL);
    }

    /** A command of the system's own, which a retry repeats under the same id. */
    public static Command of(String id, Actor actor, Mode mode) {
        return new Command(id, "", null, actor, mode, id, null);
    }

    public Command in(Mode other) {
        return new Command(id, hash, expected, actor, other, correlationId, causationId, reach);
    }

    public Command by(Actor other) {
        return new Command(id, hash, expected, other, mode, correlationId, causationId, reach);
    }

    public Command because(String correlation, String causation) {
        return new Command(id, hash, expected, actor, mode, correlation, causation, reach);
    }

    /** A part of this command that is a command of its own, such as one record of a bulk import. */
    public Command part(String name) {
        return new Command(id + "/" + name, hash, null, actor, mode, correlationId, causationId, reach);
    }
}
