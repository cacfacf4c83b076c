package io.crmesh.platform;

import io.crmesh.platform.Refusal.Forbidden;
import io.crmesh.platform.Refusal.NotFound;
import java.util.Optional;

/**
 * How far a command may go.
 *
 * @param sees the records whose existence is no secret to whoever gives it
 * @param changes those it may change or make
 * @param permission which of the caller's permissions reaches so far, for those who are told that it does not
 */
public record Reach(Scope sees, Scope changes, String permission) {

    /** Of the system's own commands, and of those who may change everything. */
    public static final Reach ALL = new Reach(new Scope.All(), new Scope.All(), "");

    /** To whom a new record belongs if nothing else is said: whoever may not change all keeps what they add. */
    public Optional<String> keeper() {
        return changes instanceof Scope.Theirs theirs ? Optional.of(theirs.owner()) : Optional.empty();
    }

    /** A {@link Forbidden}, or where its existence is a secret a {@link NotFound}, unless the record may be changed. */
    public void check(Scope.Rows rows, String what) {
        if (changes.admits(rows)) {
            return;
        }
        if (!sees.admits(rows)) {
            throw new NotFound(what);
        }
        throw beyond();
    }

    /** A {@link Forbidden} unless such a record may be made. */
    public void checkNew(Scope.Rows rows) {
        if (!changes.admits(rows)) {
            throw beyond();
        }
    }

    private Forbidden beyond() {
        return new Forbidden(permission + " beyond your own records");
    }
}
