package io.crmesh.gateway.identity;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who works with the system.
 *
 * @param username what they sign in with; it never changes
 * @param teams ids of the teams they belong to
 * @param active whether they may sign in
 * @param signedOutAt when they were last signed out everywhere, as with another password or when they were locked out;
 *     null for never
 */
record User(
        String id,
        String username,
        String name,
        Set<Role> roles,
        Set<String> teams,
        boolean active,
        Instant createdAt,
        Password password,
        @Nullable Instant signedOutAt,
        long version) {

    /** What a user has to sign in with. */
    enum Password {
        NONE,
        /** Given by somebody else, to be changed with the first use. */
        TEMPORARY,
        CHOSEN
    }

    /** Whether who signed in then still is. */
    boolean isSignedInSince(Instant then) {
        return active && (signedOutAt == null || !signedOutAt.isAfter(then));
    }

    boolean isAdministrator() {
        return active && roles.contains(Role.ADMIN);
    }
}
