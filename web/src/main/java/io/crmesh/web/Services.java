package io.crmesh.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Registry of the services behind the gateway: the rows of {@code contracts/services.csv}, the only list of services.
 * The gateway has a row there, too, but is none of them.
 */
public final class Services {

    private static final String FILE = "/services.csv";
    private static final String HEADER = "service,module,port,url,events,scopes";
    private static final String URL_OF_GATEWAY = "CRM_PUBLIC_URL";
    private static final List<Service> ALL = read();

    /**
     * One service.
     *
     * @param name what it owns, in the plural: {@code orders}
     * @param module its Maven module, which is also the name of its client: {@code order-service}
     * @param urlVariable the environment variable by which the others learn its address
     * @param events the first words of its types of events
     * @param scopes the token scopes that its client may request
     */
    public record Service(
            String name, String module, int port, String urlVariable, Set<String> events, Set<String> scopes) {

        /** Its address as the value of a setting: that of its environment variable, or its port on this machine. */
        public String url() {
            return "${%s:${crm.scheme}://127.0.0.1:%d}".formatted(urlVariable, port);
        }

        /** Whether it owns a type of event. */
        public boolean owns(String type) {
            return events.contains(type.substring(0, Math.max(0, type.indexOf('.'))));
        }
    }

    private Services() {}

    public static List<Service> all() {
        return ALL;
    }

    public static Service named(String name) {
        return ALL.stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no service " + name));
    }

    /** Empty for a module that is no service. */
    public static Optional<Service> ofModule(String module) {
        return ALL.stream().filter(service -> service.module().equals(module)).findFirst();
    }

    private static List<Service> read() {
        try (var file = Services.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is part of this module");
            }
            return parsed(new String(file.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Service> parsed(String list) {
        var lines = list.lines().filter(line -> !line.isBlank()).toList();
        if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
            throw new IllegalStateException("The list of services does not begin with " + HEADER);
        }
        return lines.stream()
                .skip(1)
                .map(Services::row)
                .filter(service -> !service.urlVariable().equals(URL_OF_GATEWAY))
                .toList();
    }

    private static Service row(String line) {
        var columns = line.split(",", -1);
        if (columns.length != HEADER.split(",", -1).length) {
            throw new IllegalStateException("This line of the list of services is no service: " + line);
        }
        return new Service(
                columns[0], columns[1], Integer.parseInt(columns[2]), columns[3], words(columns[4]), words(columns[5]));
    }

    private static Set<String> words(String cell) {
        return Arrays.stream(cell.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
