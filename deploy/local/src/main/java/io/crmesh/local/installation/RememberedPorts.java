package io.crmesh.local.installation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The ports that the parts with data had at the last start: their addresses stay the same from start to start. */
public final class RememberedPorts {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path file;
    private final Map<String, Integer> ports;

    private RememberedPorts(Path file, Map<String, Integer> ports) {
        this.file = file;
        this.ports = ports;
    }

    public static RememberedPorts in(Path home) {
        var file = home.resolve("ports.json");
        return new RememberedPorts(file, Files.exists(file) ? read(file) : new TreeMap<>());
    }

    private static Map<String, Integer> read(Path file) {
        try {
            return new TreeMap<>(JSON.readValue(file, new TypeReference<Map<String, Integer>>() {}));
        } catch (JacksonException e) {
            throw new CommandFailure("%s is damaged; delete it, and new ports are chosen.".formatted(file));
        }
    }

    public int preferred(String name, int defaultPort) {
        return ports.getOrDefault(name, defaultPort);
    }

    public void remember(String name, int port) {
        ports.put(name, port);
    }

    public void save() throws IOException {
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(ports) + "\n");
    }
}
