package io.crmesh.platform.auth;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What somebody works as, and so what they may do: operations (r read, w write, x export, m merge, e erase) by resource,
 * among these the classes of fields ({@code contact}, {@code content} …), which are only read. Somebody with several roles
 * may do what any of them may.
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
    /** Programs of others: each may do what its token names, and no more. */
    INTEGRATION(
            Rows.ALL,
            Rows.ALL,
            "customers:rwx orders:rwx payments:rwx interactions:rwx tickets:rwx marketing:rwx operations:r "
                    + Role.EVERY_FIELD),
    /** Our own services among each other: each may do what its token names. */
    SERVICE(Rows.ALL, Rows.ALL, "facts:r keepers:r contacts:r withdrawals:w");

    private static final String EVERY_FIELD = "contact:r financial:r recording:r number-lookup:r content:r";

    private static final Map<Character, String> OPERATIONS =
            Map.of('r', "read", 'w', "write", 'x', "export", 'm', "merge", 'e', "erase");

    private static final Map<Role, Set<String>> PERMISSIONS =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(role -> role, Role::expanded));

    /** How far a role sees, or reaches. */
    public enum Rows {
        OWN,
        TEAM,
        ALL;

        Rows wider(Rows other) {
            return isWiderThan(other) ? this : other;
        }

        boolean isWiderThan(Rows other) {
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
    Set<String> permissions() {
        return PERMISSIONS.getOrDefault(this, Set.of());
    }

    /** The rows to which a permission of this role extends. */
    Rows rows(String permission) {
        return permission.endsWith(":read") || permission.endsWith(":export") ? reads : writes;
    }

    /** Whether its holder may only do what the token names besides. */
    boolean namesEachScope() {
        return this == INTEGRATION || this == SERVICE;
    }

    /** Nothing for a role that a foreign issuer has and we do not. */
    static Optional<Role> named(String name) {
        return Stream.of(values()).filter(role -> role.name().equals(name)).findFirst();
    }
}
