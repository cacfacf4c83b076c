package io.crmesh.gateway.identity;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What somebody works as. The services decide what each may do. */
public enum Role {
    SALES,
    AGENT,
    MANAGER,
    MARKETER,
    FINANCE,
    ANALYST,
    AUDITOR,
    ADMIN,
    INTEGRATION,
    /** Our own services among each other; nobody is given it. */
    SERVICE;

    /** Those that can be given. */
    static final List<Role> OF_USERS =
            Arrays.stream(values()).filter(role -> role != SERVICE).toList();

    static Optional<Role> named(String name) {
        return OF_USERS.stream().filter(role -> role.name().equals(name)).findFirst();
    }
}
