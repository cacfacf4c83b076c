package io.crmesh.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Who may do what, as people wrote it down: {@code contracts/permissions}. No code is asked. */
public final class PermissionTable {

    /**
     * One line of {@code endpoints.csv}.
     *
     * @param needs a permission, {@code orders:write}; {@code -} where nobody has to sign in
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
     * One field of {@code fields.csv}, of which several that need the same stand on one line.
     *
     * @param path of the endpoint that shows it, with what must be asked of it
     * @param field such as {@code consents[].evidence}; a column of a file; {@code ?email} for a list's parameter
     * @param needs a class of fields as {@code roles.csv} names them, {@code CONTACT}, or a permission
     */
    public record Field(String service, String path, String field, String needs) {

        private static Stream<Field> of(List<String> line) {
            return Stream.of(line.get(2).split(" ", -1))
                    .map(field -> new Field(line.get(0), line.get(1), field, line.get(3)));
        }

        /** What a program's token must name to be shown it. */
        public String permission() {
            return needs.contains(":") ? needs : needs.toLowerCase(Locale.ROOT).replace('_', '-') + ":read";
        }
    }

    private static final String ALL = "/all";

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

    /** Whether somebody in this role gets past an endpoint. */
    public boolean allows(String role, Endpoint endpoint) {
        var reading = List.of("r", "x").contains(letter(endpoint.needs()));
        var everyRow = cell(role, reading ? "reads" : "writes").equals("ALL");
        return has(role, endpoint.needs()) && (!endpoint.everyRow() || everyRow);
    }

    /** Whether somebody in this role is shown a field of what they may read. */
    public boolean shows(String role, Field field) {
        return field.needs().contains(":")
                ? has(role, field.needs())
                : List.of(cell(role, "fields").split(" ", -1)).contains(field.needs());
    }

    /** Whether somebody in this role sees all records of what they may read. */
    public boolean seesAll(String role) {
        return cell(role, "reads").equals("ALL");
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
