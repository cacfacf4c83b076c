package io.crmesh.local.startup;

import io.crmesh.local.access.Operator;
import io.crmesh.local.installation.AuditKeys;
import io.crmesh.local.installation.CommandFailure;
import io.crmesh.local.installation.Installation;
import io.crmesh.local.installation.IssuerSecrets;
import io.crmesh.local.installation.KeyEncryptionKey;
import io.crmesh.local.installation.Ports;
import io.crmesh.local.installation.RememberedPorts;
import io.crmesh.local.installation.ServiceModule;
import io.crmesh.local.supervision.Part;
import io.crmesh.local.supervision.Part.ReadinessProbe.HttpProbe;
import io.crmesh.local.supervision.PartProcess;
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
 * Plan of an installation: its parts and the address of each. A part that the environment names already ({@code
 * CRM_KAFKA}, {@code CRM_MONGODB}, {@code CRM_SMTP}) is not started.
 */
public final class InstallationPlan {

    private final Installation installation;
    private final Ports ports;
    private final RememberedPorts remembered;
    private final Consumer<String> messages;
    private final ProcessLayout layout;
    private final Map<String, String> addresses = new LinkedHashMap<>();
    private final Optional<Certificates> tls;

    private InstallationPlan(Installation installation, Form form, Ports ports, Consumer<String> messages) {
        this.installation = installation;
        this.ports = ports;
        this.remembered = RememberedPorts.in(installation.home());
        this.messages = messages;
        this.layout = new ProcessLayout(installation, form);
        this.tls = installation.tls();
        tls.ifPresent(
                given -> addresses.put(Certificates.VARIABLE, given.folder().toString()));
    }

    public static InstallationPlan of(Installation installation, Form form, Ports ports, Consumer<String> messages)
            throws IOException {
        var plan = new InstallationPlan(installation, form, ports, messages);
        plan.broker();
        plan.database();
        plan.mailSink();
        plan.keys();
        plan.services();
        plan.remembered.save();
        return plan;
    }

    public List<PartProcess> processes() {
        return layout.processes();
    }

    /** The address that this environment variable tells the services. */
    public Optional<String> address(String variable) {
        return Optional.ofNullable(addresses.get(variable));
    }

    private void broker() throws IOException {
        if (isGiven("CRM_KAFKA")) {
            return;
        }
        int port = dataPort("broker", 9092);
        var address = "127.0.0.1:" + port;
        layout.add(BundledPart.BROKER, address, List.of(folder("broker"), port));
        addresses.put("CRM_KAFKA", address);
    }

    private void database() throws IOException {
        if (isGiven("CRM_MONGODB")) {
            return;
        }
        var mongod = Mongod.find(installation);
        int port = dataPort("database", 27017);
        if (mongod.isPresent() && tls.isPresent()) {
            throw new CommandFailure(
                    "A mongod that ./crm starts speaks no TLS: start it yourself, and name it by CRM_MONGODB.");
        }
        if (mongod.isPresent()) {
            var data = Files.createDirectories(installation.data("mongod"));
            layout.add(mongod.get().process(port, data));
            addresses.put("CRM_MONGODB", Mongod.connectionString(port));
            return;
        }
        var file = installation.data("database").resolve("crm.mv");
        Files.createDirectories(file.getParent());
        layout.add(BundledPart.DATABASE, "127.0.0.1:" + port, List.of(file, port));
        addresses.put("CRM_MONGODB", BundledPart.connectionString(port));
    }

    private void mailSink() throws IOException {
        if (isGiven("CRM_SMTP")) {
            return;
        }
        int smtp = dataPort("mail-smtp", 1025);
        int http = dataPort("mail", 8025);
        var arguments = new ArrayList<>(List.of(folder("mail"), smtp, http));
        if (installation.setting("CRM_MAIL_RECEIVER").orElse("").equalsIgnoreCase("plain")) {
            arguments.add("--plain"); // CRM_MAIL_RECEIVER tells the services the same.
        }
        var page = web(http);
        layout.add(BundledPart.MAIL, page, arguments);
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
            var clients = Stream.concat(
                    Stream.of(Operator.NAME), installation.services().stream().map(ServiceModule::module));
            addresses.put(
                    "CRM_SECRETS", IssuerSecrets.secrets(keys, clients.toList()).toString());
        }
    }

    private void services() throws IOException {
        var unpackedServices = new UnpackedServices(installation.programs());
        var chosen = new LinkedHashMap<ServiceModule, Integer>();
        for (var service : installation.services()) {
            if (service.jar(installation.root()).isEmpty()) {
                messages.accept("%s is not built and left out.".formatted(service.module()));
                continue;
            }
            int port = servicePort(service);
            chosen.put(service, port);
            if (!isGiven(service.urlVariable())) {
                addresses.put(service.urlVariable(), web(port));
            }
        }
        for (var entry : chosen.entrySet()) {
            add(entry.getKey(), unpackedServices, entry.getValue());
        }
    }

    private void add(ServiceModule service, UnpackedServices unpackedServices, int port) throws IOException {
        var jar = service.jar(installation.root()).orElseThrow();
        var unpacked = unpackedServices.unpack(service.module(), jar);
        var base = web(port);
        var part = new Part(service.module(), base, new HttpProbe(URI.create(base + "/actuator/health/readiness")));
        var environment = new LinkedHashMap<>(addresses);
        // Only the gateway may listen on a network, and only if CRM_LISTEN names an address.
        if (!service.isPublic() || installation.setting("CRM_LISTEN").isEmpty()) {
            environment.put("CRM_LISTEN", "127.0.0.1");
        }
        if (service.isPublic()) {
            layout.addGateway(part, unpacked, port, environment);
        } else {
            layout.add(part, unpacked, port, environment);
        }
    }

    private String web(int port) {
        return (tls.isPresent() ? "https" : "http") + "://127.0.0.1:" + port;
    }

    /** Whether the environment sets the variable; the services inherit the value. */
    private boolean isGiven(String variable) {
        installation.setting(variable).ifPresent(value -> addresses.put(variable, value));
        return addresses.containsKey(variable);
    }

    private Object folder(String part) throws IOException {
        return Files.createDirectories(installation.data(part));
    }

    private int dataPort(String name, int defaultPort) throws IOException {
        int port = ports.take(remembered.preferred(name, defaultPort));
        remembered.remember(name, port);
        return port;
    }

    private int servicePort(ServiceModule service) throws IOException {
        int port = ports.take(service.preferredPort());
        if (port != service.preferredPort()) {
            messages.accept("Port %d is taken, so %s answers on %d."
                    .formatted(service.preferredPort(), service.module(), port));
        }
        return port;
    }
}
