package io.crmesh.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who may do what, as people wrote it down: {@code contracts/permissions}. No code is asked. */
public final class PermissionTable {

    /** One line of {@code endpoints.csv}; {@code needs} is {@code -} where nobody has to sign in. */
    public record Endpoint(String service, String method, String path, String needs) {}

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
        this.endpoints = endpoints.stream()
                .skip(1)
                .map(line -> new Endpoint(line.get(0), line.get(1), line.get(2), line.get(3)))
                .toList();
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

    /** Whether somebody in this role has a permission such as {@code orders:write}. */
    public boolean allows(String role, String permission) {
        var colon = permission.indexOf(':');
        var letters = roles.getOrDefault(role, Map.of()).getOrDefault(permission.substring(0, colon), "");
        return letters.contains(LETTERS.getOrDefault(permission.substring(colon + 1), "?"));
    }
}
