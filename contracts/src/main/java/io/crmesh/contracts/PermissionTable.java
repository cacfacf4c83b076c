package io.crmesh.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    private static final String ALL = "/all";

    private static final Map<String, String> LETTERS =
            Map.of("read", "r", "write", "w", "export", "x", "merge", "m", "erase", "e");

    private final Map<String, Map<String, String>> roles = new HashMap<>();
    private final List<Endpoint> endpoints;

    private PermissionTable(List<List<String>> roles, List<List<String>> endpoints) {
        var header = roles.getFirst();
        for (var line : roles.subList(1, roles.size())) {
            var row = new HashMap<String, String>();
            for (int i = 1; i < header.size(); i++) {
                row.put(header.get(i), line.get(i));
            }
            this.roles.put(line.getFirst(), row);
        }
        this.endpoints = endpoints.stream().skip(1).map(Endpoint::of).toList();
    }

    public static PermissionTable load() {
        return new PermissionTable(lines("roles.csv"), lines("endpoints.csv"));
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

    /** Whether somebody in this role gets past an endpoint. */
    public boolean allows(String role, Endpoint endpoint) {
        var row = roles.getOrDefault(role, Map.of());
        var permission = endpoint.needs();
        var colon = permission.indexOf(':');
        var letter = LETTERS.getOrDefault(permission.substring(colon + 1), "?");
        var reach = row.getOrDefault(letter.equals("r") || letter.equals("x") ? "reads" : "writes", "");
        return row.getOrDefault(permission.substring(0, colon), "").contains(letter)
                && (!endpoint.everyRow() || reach.equals("ALL"));
    }
}
