package io.crmesh.platform;

import io.crmesh.platform.Refusal.Forbidden;
import io.crmesh.platform.Refusal.NotFound;
import java.util.Optional;

/**
 * Value object: the records that a command may see and those that it may change.
 *
 * @param sees the records whose existence the caller may learn
 * @param changes the records that the caller may change or create
 * @param permission the caller's permission behind these scopes, named when a command is refused
 */
public record AccessRights(AccessScope sees, AccessScope changes, String permission) {

    /** Rights of the system's own commands, and of callers who may change every record. */
    public static final AccessRights ALL = new AccessRights(new AccessScope.All(), new AccessScope.All(), "");

    /**
     * The owner of a new record if the command names none: a caller who may not change all records owns those that they
     * add.
     */
    public Optional<String> defaultOwner() {
        return changes instanceof AccessScope.Theirs theirs ? Optional.of(theirs.owner()) : Optional.empty();
    }

    /**
     * Refuses the command unless the record may be changed: with {@link NotFound} if the caller may not even see it,
     * else {@link Forbidden}.
     */
    public void check(AccessScope.Rows rows, String what) {
        if (changes.admits(rows)) {
            return;
        }
        if (!sees.admits(rows)) {
            throw new NotFound(what);
        }
        throw beyond();
    }

    /** Throws {@link Forbidden} unless such a record may be created. */
    public void checkNew(AccessScope.Rows rows) {
        if (!changes.admits(rows)) {
            throw beyond();
        }
    }

    private Forbidden beyond() {
        return new Forbidden(permission + " beyond your own records");
    }
}
