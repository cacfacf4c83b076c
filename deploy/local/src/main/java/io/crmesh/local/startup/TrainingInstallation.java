package io.crmesh.local.startup;

import io.crmesh.local.installation.Installation;
import io.crmesh.local.installation.Ports;
import io.crmesh.local.supervision.Part;
import io.crmesh.local.supervision.Part.ReadinessProbe.HttpProbe;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * The parts of an installation a second time, for AOT training runs: at other ports than the working parts, and with
 * data that is deleted afterwards.
 *
 * @param infrastructure the bundled parts, which all services need
 * @param services the services, configured to use this infrastructure
 */
record TrainingInstallation(Path data, List<Part> infrastructure, List<Part> services) {

    private static final int FIRST_PORT = 19_000;

    static TrainingInstallation of(Installation installation, Ports ports, List<Part> parts) throws IOException {
        var data = installation.data("training");
        UnpackedServices.delete(data);
        int broker = ports.take(FIRST_PORT);
        int database = ports.take(FIRST_PORT);
        int smtp = ports.take(FIRST_PORT);
        int mail = ports.take(FIRST_PORT);
        var file = folder(data, "database").resolve("crm.mv");
        var infrastructure = List.of(
                BundledPart.BROKER.part(installation, "", List.of(folder(data, "broker"), broker)),
                BundledPart.DATABASE.part(installation, "", List.of(file, database)),
                BundledPart.MAIL.part(installation, "", List.of(folder(data, "mail"), smtp, mail)));
        var services = new ArrayList<Part>();
        for (var part : parts) {
            if (part.probe() instanceof HttpProbe(var address)) {
                int port = ports.take(FIRST_PORT);
                var environment = new HashMap<>(part.environment());
                environment.put("CRM_KAFKA", "127.0.0.1:" + broker);
                environment.put("CRM_MONGODB", BundledPart.connectionString(database));
                environment.put("CRM_SMTP", "127.0.0.1:" + smtp);
                environment.put("CRM_AUDIT_SPOOL", folder(data, "audit").toString());
                environment.put("PORT", Integer.toString(port));
                services.add(new Part(
                        part.name(),
                        part.shutdownPhase(),
                        part.address(),
                        part.command(),
                        environment,
                        new HttpProbe(withPort(address, port)),
                        part.aotCache()));
            }
        }
        return new TrainingInstallation(data, infrastructure, services);
    }

    private static Path folder(Path data, String part) throws IOException {
        return Files.createDirectories(data.resolve(part)).toAbsolutePath();
    }

    private static URI withPort(URI address, int port) {
        return URI.create("%s://%s:%d%s".formatted(address.getScheme(), address.getHost(), port, address.getPath()));
    }
}
