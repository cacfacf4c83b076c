package io.crmesh.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Catalogue of all events that services publish, as the files under {@code events/} describe them. A producer's test asks
 * {@link #validateProduced}, a consumer's test reads the {@link #examples}; production code needs neither.
 *
 * <p>The file {@code order.placed.v1.json} describes the type {@code order.placed}; a breaking change is a new type
 * {@code order.placed.v2} in a file of that name, sent beside the old one.
 */
public final class Contracts {

    private static final Pattern FILE = Pattern.compile("([a-z-]+(?:\\.[a-z-]+)+)\\.v([1-9][0-9]*)\\.json");

    private final SortedMap<String, EventContract> byType = new TreeMap<>();

    private Contracts(Map<String, JsonNode> schemas) {
        schemas.forEach((type, schema) -> byType.put(type, EventContract.of(type, schema)));
    }

    /** The contracts as they are now. */
    public static Contracts load() {
        return fromClasspath("events");
    }

    /** The contracts as last released, on which others rely. */
    public static Contracts released() {
        return fromClasspath("released");
    }

    /** The contracts in a folder of files named {@code <type>.v<version>.json}. */
    public static Contracts at(Path folder) {
        try (var files = Files.list(folder)) {
            var schemas = new TreeMap<String, JsonNode>();
            for (var file : files.toList()) {
                schemas.put(typeOf(file), Json.MAPPER.readTree(Files.readAllBytes(file)));
            }
            return new Contracts(schemas);
        } catch (IOException e) {
            throw new UncheckedIOException("The contracts in " + folder + " cannot be read", e);
        }
    }

    static Contracts of(Map<String, JsonNode> schemas) {
        return new Contracts(schemas);
    }

    /** Every type of event that has a contract. */
    public SortedSet<String> types() {
        return new TreeSet<>(byType.keySet());
    }

    /** The golden examples of a type, at least one; the first is the fullest. */
    public List<byte[]> examples(String type) {
        return contract(type).examples().stream()
                .map(Json.MAPPER::writeValueAsBytes)
                .toList();
    }

    /**
     * What is wrong with a body that a producer sends, empty if nothing: it may hold only fields and codes that the contract
     * lists.
     */
    public List<String> validateProduced(String type, byte[] body) {
        var contract = byType.get(type);
        return contract == null ? unknown(type) : contract.problemsOfProducing(body);
    }

    /** What is wrong with a received body, empty if nothing: fields and codes that are not listed are allowed. */
    public List<String> validateRead(String type, byte[] body) {
        var contract = byType.get(type);
        return contract == null ? unknown(type) : contract.problemsOfReading(body);
    }

    JsonNode schema(String type) {
        return contract(type).schema();
    }

    private EventContract contract(String type) {
        var contract = byType.get(type);
        if (contract == null) {
            throw new IllegalArgumentException(unknown(type).getFirst());
        }
        return contract;
    }

    private static List<String> unknown(String type) {
        return List.of(type + ": there is no contract, write contracts/events/" + type + ".v1.json");
    }

    private static String typeOf(Path file) {
        var name = file.getFileName().toString();
        var parts = FILE.matcher(name);
        if (!parts.matches()) {
            throw new IllegalArgumentException(name + " is not named like order.placed.v1.json");
        }
        return parts.group(2).equals("1") ? parts.group(1) : parts.group(1) + ".v" + parts.group(2);
    }

    /** Reads from the location of this class: another jar's {@code events/} must not be read instead. */
    private static Contracts fromClasspath(String folder) {
        try {
            var source = Objects.requireNonNull(
                    Contracts.class.getProtectionDomain().getCodeSource(), "This class has no location");
            return from(Path.of(source.getLocation().toURI()), folder);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The location of the contracts is not a path", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The contracts cannot be read", e);
        }
    }

    /** @param home a folder of classes, or a jar */
    static Contracts from(Path home, String folder) throws IOException {
        if (Files.isDirectory(home)) {
            return at(home.resolve(folder));
        }
        try (var jar = FileSystems.newFileSystem(home)) {
            return at(jar.getPath(folder));
        }
    }
}
