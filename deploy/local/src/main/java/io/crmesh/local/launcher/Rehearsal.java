package io.crmesh.local.launcher;

import io.crmesh.local.launcher.Part.Sign.Answers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * The parts of an installation a second time, to see how they start: beside those that work, at other ports, and with
 * data that is thrown away.
 *
 * @param stage what all others need
 * @param services each of which finds all of the stage
 */
record Rehearsal(Path data, List<Part> stage, List<Part> services) {

    private static final int FIRST_PORT = 19_000;

    static Rehearsal of(Installation installation, Ports ports, List<Part> parts) throws IOException {
        var data = installation.data("rehearsal");
        Programs.delete(data);
        int broker = ports.take(FIRST_PORT);
        int database = ports.take(FIRST_PORT);
        int smtp = ports.take(FIRST_PORT);
        int mail = ports.take(FIRST_PORT);
        var file = folder(data, "database").resolve("crm.mv");
        var stage = List.of(
                Bundled.BROKER.part(installation, "", List.of(folder(data, "broker"), broker)),
                Bundled.DATABASE.part(installation, "", List.of(file, database)),
                Bundled.MAIL.part(installation, "", List.of(folder(data, "mail"), smtp, mail)));
        var services = new ArrayList<Part>();
        for (var part : parts) {
            if (part.sign() instanceof Answers(var probe)) {
                int port = ports.take(FIRST_PORT);
                var environment = new HashMap<>(part.environment());
                environment.put("CRM_KAFKA", "127.0.0.1:" + broker);
                environment.put("CRM_MONGODB", Bundled.connectionString(database));
                environment.put("CRM_SMTP", "127.0.0.1:" + smtp);
                environment.put("CRM_AUDIT_SPOOL", folder(data, "audit").toString());
                environment.put("PORT", Integer.toString(port));
                services.add(new Part(
                        part.name(),
                        part.turn(),
                        part.address(),
                        part.command(),
                        environment,
                        new Answers(at(probe, port)),
                        part.cache()));
            }
        }
        return new Rehearsal(data, stage, services);
    }

    private static Path folder(Path data, String part) throws IOException {
        return Files.createDirectories(data.resolve(part)).toAbsolutePath();
    }

    private static URI at(URI probe, int port) {
        return URI.create("%s://%s:%d%s".formatted(probe.getScheme(), probe.getHost(), port, probe.getPath()));
    }
}
