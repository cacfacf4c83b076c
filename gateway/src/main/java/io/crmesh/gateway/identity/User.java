package io.crmesh.gateway.identity;

import java.time.Instant;
import java.util.Set;

/**
 * Somebody who works with the system.
 *
 * @param username what they sign in with; it never changes
 * @param teams ids of the teams they belong to
 * @param active whether they may sign in
 */
record User(
        String id,
        String username,
        String name,
        Set<Role> roles,
        Set<String> teams,
        boolean active,
        Instant createdAt,
        long version) {

    boolean isAdministrator() {
        return active && roles.contains(Role.ADMIN);
    }
}
