package io.crmesh.local.launcher;

import io.crmesh.local.access.Operator;
import io.crmesh.local.launcher.Part.Sign.Answers;
import io.crmesh.local.launcher.Part.Turn;
import io.crmesh.tls.Certificates;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Decides what an installation consists of and where each part answers. What the environment names already ({@code
 * CRM_KAFKA}, {@code CRM_MONGODB}, {@code CRM_SMTP}) is not started.
 */
final class Layout {

    private final Installation installation;
    private final Ports ports;
    private final RememberedPorts remembered;
    private final Consumer<String> notices;
    private final List<Part> parts = new ArrayList<>();
    private final Map<String, String> addresses = new LinkedHashMap<>();
    private final Optional<Certificates> tls;

    private Layout(Installation installation, Ports ports, Consumer<String> notices) {
        this.installation = installation;
        this.ports = ports;
        this.remembered = RememberedPorts.in(installation.home());
        this.notices = notices;
        this.tls = installation.tls();
        tls.ifPresent(
                given -> addresses.put(Certificates.VARIABLE, given.folder().toString()));
    }

    static Layout of(Installation installation, Ports ports, Consumer<String> notices)
            throws IOException, InterruptedException {
        var layout = new Layout(installation, ports, notices);
        layout.broker();
        layout.database();
        layout.mailSink();
        layout.keys();
        layout.services();
        layout.remembered.save();
        return layout;
    }

    List<Part> parts() {
        return List.copyOf(parts);
    }

    /** By the variable that tells the services of it. */
    Optional<String> address(String variable) {
        return Optional.ofNullable(addresses.get(variable));
    }

    private void broker() throws IOException {
        if (isGiven("CRM_KAFKA")) {
            return;
        }
        int port = dataPort("broker", 9092);
        var address = "127.0.0.1:" + port;
        parts.add(Bundled.BROKER.part(installation, address, List.of(folder("broker"), port)));
        addresses.put("CRM_KAFKA", address);
    }

    private void database() throws IOException {
        if (isGiven("CRM_MONGODB")) {
            return;
        }
        var mongod = Mongod.find(installation);
        int port = dataPort("database", 27017);
        if (mongod.isPresent() && tls.isPresent()) {
            throw new Trouble(
                    "A mongod that ./crm starts speaks no TLS: start it yourself, and name it by CRM_MONGODB.");
        }
        if (mongod.isPresent()) {
            var data = Files.createDirectories(installation.data("mongod"));
            parts.add(mongod.get().part(port, data));
            addresses.put("CRM_MONGODB", Mongod.connectionString(port));
            return;
        }
        var file = installation.data("database").resolve("crm.mv");
        Files.createDirectories(file.getParent());
        parts.add(Bundled.DATABASE.part(installation, "127.0.0.1:" + port, List.of(file, port)));
        addresses.put("CRM_MONGODB", Bundled.connectionString(port));
    }

    private void mailSink() throws IOException {
        if (isGiven("CRM_SMTP")) {
            return;
        }
        int smtp = dataPort("mail-smtp", 1025);
        int http = dataPort("mail", 8025);
        var arguments = new ArrayList<>(List.of(folder("mail"), smtp, http));
        if (installation.setting("CRM_MAIL_RECEIVER").orElse("").equalsIgnoreCase("plain")) {
            arguments.add("--plain"); // It behaves as the services are told that it does.
        }
        var page = web(http);
        parts.add(Bundled.MAIL.part(installation, page, arguments));
        addresses.put("CRM_SMTP", "127.0.0.1:" + smtp);
        addresses.put("CRM_MAIL_API", page);
    }

    private void keys() throws IOException {
        var keys = installation.keys();
        if (!isGiven("CRM_KEY_FILE")) {
            addresses.put("CRM_KEY_FILE", KeyEncryptionKey.in(keys).toString());
        }
        if (!isGiven("CRM_AUDIT_KEYS")) {
            addresses.put("CRM_AUDIT_KEYS", AuditKeys.made(keys).toString());
        }
        if (!isGiven("CRM_AUDIT_SPOOL")) {
            addresses.put(
                    "CRM_AUDIT_SPOOL",
                    Path.of(folder("audit").toString()).toAbsolutePath().toString());
        }
        if (!isGiven("CRM_SIGNING_KEYS")) {
            addresses.put("CRM_SIGNING_KEYS", IssuerSecrets.signingKeys(keys).toString());
        }
        if (!isGiven("CRM_SECRETS")) {
            var programs = Stream.concat(
                    Stream.of(Operator.NAME), installation.services().stream().map(ServiceModule::name));
            addresses.put(
                    "CRM_SECRETS",
                    IssuerSecrets.secrets(keys, programs.toList()).toString());
        }
    }

    private void services() throws IOException, InterruptedException {
        var programs = new Programs(installation.programs());
        var chosen = new LinkedHashMap<ServiceModule, Integer>();
        for (var service : installation.services()) {
            if (service.jar(installation.root()).isEmpty()) {
                notices.accept("%s is not built and left out.".formatted(service.name()));
                continue;
            }
            int port = servicePort(service);
            chosen.put(service, port);
            if (!isGiven(service.urlVariable())) {
                addresses.put(service.urlVariable(), web(port));
            }
        }
        for (var entry : chosen.entrySet()) {
            parts.add(service(programs, entry.getKey(), entry.getValue()));
        }
    }

    private Part service(Programs programs, ServiceModule service, int port) throws IOException, InterruptedException {
        var jar = service.jar(installation.root()).orElseThrow();
        var program = programs.unpacked(service.name(), jar);
        var environment = new LinkedHashMap<>(addresses);
        environment.put("PORT", Integer.toString(port));
        // Whoever comes from elsewhere comes through the gateway, and not even there unless an address is named.
        if (!service.isPublic() || installation.setting("CRM_LISTEN").isEmpty()) {
            environment.put("CRM_LISTEN", "127.0.0.1");
        }
        var base = web(port);
        return new Part(
                service.name(),
                Turn.SERVICE,
                base,
                Tuning.service(program),
                environment,
                new Answers(URI.create(base + "/actuator/health/readiness")),
                Optional.of(Tuning.cache(program)));
    }

    private String web(int port) {
        return (tls.isPresent() ? "https" : "http") + "://127.0.0.1:" + port;
    }

    /** What the environment names is used as it is: services inherit it. */
    private boolean isGiven(String variable) {
        installation.setting(variable).ifPresent(value -> addresses.put(variable, value));
        return addresses.containsKey(variable);
    }

    private Object folder(String part) throws IOException {
        return Files.createDirectories(installation.data(part));
    }

    private int dataPort(String door, int usual) throws IOException {
        int port = ports.take(remembered.preferred(door, usual));
        remembered.remember(door, port);
        return port;
    }

    private int servicePort(ServiceModule service) throws IOException {
        int port = ports.take(service.preferredPort());
        if (port != service.preferredPort()) {
            notices.accept(
                    "Port %d is taken, so %s answers on %d.".formatted(service.preferredPort(), service.name(), port));
        }
        return port;
    }
}
