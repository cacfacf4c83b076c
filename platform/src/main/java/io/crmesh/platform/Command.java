package io.crmesh.platform;

import io.crmesh.platform.event.Actor;
import io.crmesh.platform.event.Mode;
import org.jspecify.annotations.Nullable;

/**
 * Value object: a command's idempotency key, expected version, actor and access rights. The same id with the same hash
 * is the same command, however often it arrives; the same id with another hash is refused.
 *
 * @param id of the command: the client's Idempotency-Key bound to its principal, or a generated one
 * @param hash of the request, which tells a repetition from another request under the same id
 * @param expected the version that the caller saw, if the request names it ({@code If-Match})
 * @param mode LIVE, unless records are imported from another system
 * @param correlationId of the conversation this belongs to
 * @param causationId of the event that caused this command, if any
 * @param rights the records that it may see and change
 */
public record Command(
        String id,
        String hash,
        @Nullable Long expected,
        Actor actor,
        Mode mode,
        String correlationId,
        @Nullable String causationId,
        AccessRights rights) {

    /** A command that may change every record. */
    public Command(
            String id,
            String hash,
            @Nullable Long expected,
            Actor actor,
            Mode mode,
            String correlationId,
            @Nullable String causationId) {
        this(id, hash, expected, actor, mode, correlationId, causationId, AccessRights.ALL);
    }

    /** A command of the system itself, which a retry repeats under the same id. */
    public static Command of(String id, Actor actor, Mode mode) {
        return new Command(id, "", null, actor, mode, id, null);
    }

    public Command in(Mode other) {
        return new Command(id, hash, expected, actor, other, correlationId, causationId, rights);
    }

    public Command by(Actor other) {
        return new Command(id, hash, expected, other, mode, correlationId, causationId, rights);
    }

    public Command because(String correlation, String causation) {
        return new Command(id, hash, expected, actor, mode, correlation, causation, rights);
    }

    /** A sub-command with an id of its own, such as one record of a bulk import. */
    public Command part(String name) {
        return new Command(id + "/" + name, hash, null, actor, mode, correlationId, causationId, rights);
    }
}
