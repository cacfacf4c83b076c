package io.crmesh.local.startup;

import io.crmesh.local.installation.CommandFailure;
import io.crmesh.local.installation.Installation;
import io.crmesh.local.supervision.Part;
import io.crmesh.local.supervision.Part.ReadinessProbe.CustomProbe;
import io.crmesh.local.supervision.PartProcess;
import io.crmesh.local.supervision.PartProcess.ShutdownPhase;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A real MongoDB server of this machine, run as a single-node replica set, because its clients expect a replica set.
 */
record Mongod(Path binary) {

    /** The server that {@code CRM_MONGOD} names, otherwise the one on the path. */
    static Optional<Mongod> find(Installation installation) {
        var named = installation.setting("CRM_MONGOD");
        if (named.isPresent()) {
            return Optional.of(new Mongod(executable(Path.of(named.get()))));
        }
        var path = installation.setting("PATH").orElse("");
        for (var directory : path.split(File.pathSeparator, -1)) {
            var candidate = Path.of(directory).resolve("mongod");
            if (!directory.isEmpty() && Files.isExecutable(candidate)) {
                return Optional.of(new Mongod(candidate));
            }
        }
        return Optional.empty();
    }

    private static Path executable(Path binary) {
        if (!Files.isExecutable(binary)) {
            throw new CommandFailure(
                    "CRM_MONGOD names %s, which is no program; correct it or leave it out.".formatted(binary));
        }
        return binary.toAbsolutePath();
    }

    static String connectionString(int port) {
        return "mongodb://127.0.0.1:%d/?directConnection=true".formatted(port);
    }

    PartProcess process(int port, Path data) {
        var command = List.of(
                binary.toString(),
                "--dbpath",
                data.toString(),
                "--port",
                Integer.toString(port),
                "--bind_ip",
                "127.0.0.1",
                "--replSet",
                "crm",
                "--wiredTigerCacheSizeGB",
                "0.5");
        var set = new SingleNodeReplicaSet(port);
        var part = new Part("database", "127.0.0.1:" + port, new CustomProbe(set::isPrimary));
        return PartProcess.of(part, ShutdownPhase.DATABASE, command, Map.of());
    }
}
