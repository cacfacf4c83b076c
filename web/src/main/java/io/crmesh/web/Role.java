package io.crmesh.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Role of a caller, with its permissions: operations (r read, w write, x export, m merge, e erase) by resource. Resources
 * include the classes of fields ({@code contact}, {@code content} …), which are only read. A user with several roles
 * has the permissions of all.
 */
public enum Role {
    SALES(
            Rows.TEAM,
            Rows.OWN,
            "customers:rw orders:rw payments:r interactions:rw tickets:r marketing:r"
                    + " contact:r number-lookup:r content:r"),
    AGENT(
            Rows.ALL,
            Rows.TEAM,
            "customers:rw orders:r interactions:rw tickets:rw contact:r recording:r number-lookup:r content:r"),
    MANAGER(
            Rows.ALL,
            Rows.TEAM,
            "customers:rwxm orders:rwx payments:rw interactions:rwx tickets:rwx marketing:r " + Role.EVERY_FIELD),
    MARKETER(Rows.ALL, Rows.ALL, "customers:r orders:r interactions:r tickets:r marketing:rwx"),
    FINANCE(Rows.ALL, Rows.ALL, "customers:r orders:r payments:rwx contact:r financial:r"),
    ANALYST(Rows.ALL, Rows.ALL, "customers:r orders:r payments:r interactions:r tickets:r marketing:r financial:r"),
    AUDITOR(
            Rows.ALL,
            Rows.ALL,
            "customers:r orders:r payments:r interactions:r tickets:r marketing:r audit:r " + Role.EVERY_FIELD),
    ADMIN(
            Rows.ALL,
            Rows.ALL,
            "customers:rwxme orders:rwx payments:rwx interactions:rwx tickets:rwx marketing:rwx"
                    + " users:rw operations:rw audit:r "
                    + Role.EVERY_FIELD),
    /** Clients of other vendors: each may do what its token names, and no more. */
    INTEGRATION(
            Rows.ALL,
            Rows.ALL,
            "customers:rwx orders:rwx payments:rwx interactions:rwx tickets:rwx marketing:rwx operations:r "
                    + Role.EVERY_FIELD),
    /** Our own services among each other: each may do what its token names, and no more. */
    SERVICE(Rows.ALL, Rows.ALL, "events:r owners:r contacts:r withdrawals:w");

    /** The roles that users can have. */
    public static final List<Role> OF_USERS =
            Stream.of(values()).filter(role -> role != SERVICE).toList();

    private static final String EVERY_FIELD = "contact:r financial:r recording:r number-lookup:r content:r";

    private static final Map<Character, String> OPERATIONS =
            Map.of('r', "read", 'w', "write", 'x', "export", 'm', "merge", 'e', "erase");

    private static final Map<Role, Set<String>> PERMISSIONS =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(role -> role, Role::expanded));

    /** The rows that a role may read or change. */
    public enum Rows {
        OWN,
        TEAM,
        ALL;

        public Rows wider(Rows other) {
            return isWiderThan(other) ? this : other;
        }

        public boolean isWiderThan(Rows other) {
            return compareTo(other) > 0;
        }
    }

    private final Rows reads;
    private final Rows writes;
    private final String table;

    Role(Rows reads, Rows writes, String table) {
        this.reads = reads;
        this.writes = writes;
        this.table = table;
    }

    private Set<String> expanded() {
        return Stream.of(table.split(" ")).flatMap(Role::expanded).collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> expanded(String cell) {
        var resource = cell.substring(0, cell.indexOf(':') + 1);
        return cell.substring(resource.length()).chars().mapToObj(letter -> resource + OPERATIONS.get((char) letter));
    }

    /** Such as {@code orders:write}. */
    public Set<String> permissions() {
        return PERMISSIONS.getOrDefault(this, Set.of());
    }

    /** The rows that a permission of this role extends to. */
    public Rows rows(String permission) {
        return permission.endsWith(":read") || permission.endsWith(":export") ? reads : writes;
    }

    /** Whether a holder of the role may do only what the token names explicitly. */
    public boolean namesEachScope() {
        return this == INTEGRATION || this == SERVICE;
    }

    /** Empty for a role of another issuer that is unknown here. */
    public static Optional<Role> named(String name) {
        return Stream.of(values()).filter(role -> role.name().equals(name)).findFirst();
    }

    /** Empty for a name of no role, and for a role that no user can have. */
    public static Optional<Role> ofUser(String name) {
        return named(name).filter(OF_USERS::contains);
    }
}
