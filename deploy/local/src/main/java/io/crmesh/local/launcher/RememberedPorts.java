package io.crmesh.local.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Which ports the parts with data had last time, so that whoever noted their addresses still finds them. */
final class RememberedPorts {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path file;
    private final Map<String, Integer> ports;

    private RememberedPorts(Path file, Map<String, Integer> ports) {
        this.file = file;
        this.ports = ports;
    }

    static RememberedPorts in(Path home) {
        var file = home.resolve("ports.json");
        return new RememberedPorts(file, Files.exists(file) ? read(file) : new TreeMap<>());
    }

    private static Map<String, Integer> read(Path file) {
        try {
            return new TreeMap<>(JSON.readValue(file, new TypeReference<Map<String, Integer>>() {}));
        } catch (JacksonException e) {
            throw new Trouble("%s is damaged; delete it, and new ports are chosen.".formatted(file));
        }
    }

    int preferred(String door, int usual) {
        return ports.getOrDefault(door, usual);
    }

    void remember(String door, int port) {
        ports.put(door, port);
    }

    void save() throws IOException {
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(ports) + "\n");
    }
}
