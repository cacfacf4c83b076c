package io.crmesh.gateway.identity.user;

import io.crmesh.web.Role;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user of the system.
 *
 * @param username with which they sign in; it never changes
 * @param email where they get mails, as an administrator entered it
 * @param signedOutAt when all their sessions were last ended, as with another password or by deactivation; null for
 *     never
 */
public record User(
        String id,
        String username,
        String name,
        @Nullable String email,
        Permissions permissions,
        Instant createdAt,
        Password password,
        @Nullable Instant signedOutAt,
        long version) {

    /**
     * What a user may do.
     *
     * @param teams ids of the teams they belong to
     * @param active whether they may sign in
     */
    public record Permissions(Set<Role> roles, Set<String> teams, boolean active) {}

    /** What a user has to sign in with. */
    public enum Password {
        NONE,
        /** Given by an administrator, to be replaced with the first use. */
        TEMPORARY,
        CHOSEN
    }

    /** A new user, who has no password yet. */
    public static User create(String id, String username, String name, Permissions permissions, Instant now) {
        return new User(id, username, name, null, permissions, now, Password.NONE, null, 1);
    }

    User with(String newName, @Nullable String newEmail, Permissions newPermissions) {
        return new User(id, username, newName, newEmail, newPermissions, createdAt, password, signedOutAt, version);
    }

    public Set<Role> roles() {
        return permissions.roles();
    }

    public Set<String> teams() {
        return permissions.teams();
    }

    public boolean active() {
        return permissions.active();
    }

    /** Whether a user who signed in then is still signed in. */
    public boolean isSignedInSince(Instant then) {
        return active() && (signedOutAt == null || !signedOutAt.isAfter(then));
    }

    boolean isAdministrator() {
        return active() && roles().contains(Role.ADMIN);
    }
}
