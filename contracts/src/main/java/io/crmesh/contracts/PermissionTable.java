package io.crmesh.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The permission table in {@code contracts/permissions}, which people write. It is read independently of the code. */
public final class PermissionTable {

    /**
     * One line of {@code endpoints.csv}.
     *
     * @param needs a permission, {@code orders:write}; {@code -} where no sign-in is needed, {@code *} where a sign-in is
     *     enough
     * @param everyRow whether the permission must extend to all records ({@code orders:write/all} in the file)
     */
    public record Endpoint(String service, String method, String path, String needs, boolean everyRow) {

        private static Endpoint of(List<String> line) {
            var needs = line.get(3);
            var all = needs.endsWith(ALL);
            return new Endpoint(
                    line.get(0),
                    line.get(1),
                    line.get(2),
                    all ? needs.substring(0, needs.length() - ALL.length()) : needs,
                    all);
        }
    }

    /**
     * One field of {@code fields.csv}, where fields with the same need share a line.
     *
     * @param path of the endpoint that shows it, with the query that it needs
     * @param field such as {@code consents[].evidence}; a column of a file; {@code ?email} for a list's parameter
     * @param needs a class of fields as {@code roles.csv} names them, {@code CONTACT}, or a permission
     */
    public record Field(String service, String path, String field, String needs) {

        private static Stream<Field> of(List<String> line) {
            return Stream.of(line.get(2).split(" ", -1))
                    .map(field -> new Field(line.get(0), line.get(1), field, line.get(3)));
        }

        /** The token scope with which a client may read it. */
        public String permission() {
            return needs.contains(":") ? needs : reading(needs);
        }
    }

    /** The records that a role reaches: the user's own, also those of the team, or all. */
    public enum Rows {
        OWN,
        TEAM,
        ALL
    }

    private static final String ALL = "/all";
    private static final String SIGNED_IN = "*";

    private static final Set<String> NO_RESOURCES = Set.of("reads", "writes", "fields");

    private static final Map<String, String> LETTERS =
            Map.of("read", "r", "write", "w", "export", "x", "merge", "m", "erase", "e");

    private final Map<String, Map<String, String>> roles = new HashMap<>();
    private final List<Endpoint> endpoints;
    private final List<Field> fields;

    private PermissionTable(List<List<String>> roles, List<List<String>> endpoints, List<List<String>> fields) {
        var header = roles.getFirst();
        for (var line : roles.subList(1, roles.size())) {
            var row = new HashMap<String, String>();
            for (int i = 1; i < header.size(); i++) {
                row.put(header.get(i), line.get(i));
            }
            this.roles.put(line.getFirst(), row);
        }
        this.endpoints = endpoints.stream().skip(1).map(Endpoint::of).toList();
        this.fields = fields.stream().skip(1).flatMap(Field::of).toList();
    }

    public static PermissionTable load() {
        return new PermissionTable(lines("roles.csv"), lines("endpoints.csv"), lines("fields.csv"));
    }

    private static List<List<String>> lines(String file) {
        try {
            return Files.readAllLines(
                            ContractsFolder.here().resolve("permissions").resolve(file))
                    .stream()
                    .map(line -> List.of(line.split(",", -1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<String> roles() {
        return roles.keySet().stream().sorted().toList();
    }

    public List<Endpoint> endpointsOf(String service) {
        return endpoints.stream().filter(each -> each.service().equals(service)).toList();
    }

    public List<Field> fieldsOf(String service) {
        return fields.stream().filter(each -> each.service().equals(service)).toList();
    }

    /** Whether a user in this role may call an endpoint. */
    public boolean allows(String role, Endpoint endpoint) {
        if (endpoint.needs().equals(SIGNED_IN)) {
            return true;
        }
        return has(role, endpoint.needs()) && (!endpoint.everyRow() || reaches(role, endpoint) == Rows.ALL);
    }

    /** The records that a user in this role reaches through an endpoint. */
    public Rows reaches(String role, Endpoint endpoint) {
        return reaches(role, endpoint.needs());
    }

    /** The records to which a permission of this role extends. */
    public Rows reaches(String role, String permission) {
        return rows(role, isReading(permission) ? "reads" : "writes");
    }

    /** The records whose existence a user in this role, who may call the endpoint, may know. */
    public Rows sees(String role, Endpoint endpoint) {
        var resource = endpoint.needs().substring(0, endpoint.needs().indexOf(':'));
        return has(role, resource + ":read") ? rows(role, "reads") : reaches(role, endpoint);
    }

    private static boolean isReading(String permission) {
        return List.of("r", "x").contains(letter(permission));
    }

    private Rows rows(String role, String column) {
        return Rows.valueOf(cell(role, column));
    }

    /** Whether a user in this role is shown a field of the records that they may read. */
    public boolean shows(String role, Field field) {
        return field.needs().contains(":")
                ? has(role, field.needs())
                : List.of(cell(role, "fields").split(" ", -1)).contains(field.needs());
    }

    /** All permissions of this role, such as {@code orders:write}, including those for fields. */
    public Set<String> permissions(String role) {
        var found = new TreeSet<String>();
        roles.getOrDefault(role, Map.of()).keySet().stream()
                .filter(column -> !NO_RESOURCES.contains(column))
                .forEach(resource -> LETTERS.keySet().stream()
                        .map(operation -> resource + ":" + operation)
                        .filter(permission -> has(role, permission))
                        .forEach(found::add));
        Stream.of(cell(role, "fields").split(" ", -1))
                .filter(name -> !name.isEmpty())
                .map(PermissionTable::reading)
                .forEach(found::add);
        return found;
    }

    private static String reading(String fields) {
        return fields.toLowerCase(Locale.ROOT).replace('_', '-') + ":read";
    }

    private boolean has(String role, String permission) {
        return cell(role, permission.substring(0, permission.indexOf(':'))).contains(letter(permission));
    }

    private static String letter(String permission) {
        return LETTERS.getOrDefault(permission.substring(permission.indexOf(':') + 1), "?");
    }

    private String cell(String role, String column) {
        return roles.getOrDefault(role, Map.of()).getOrDefault(column, "");
    }
}
