package io.crmesh.local.launcher;

import io.crmesh.local.launcher.Part.Sign.Obeys;
import io.crmesh.local.launcher.Part.Turn;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real MongoDB of this machine, run as a replica set of one, as its clients expect it from a set of many. */
record Mongod(Path binary) {

    /** The one that {@code CRM_MONGOD} names, else the one on the path. */
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
            throw new Trouble(
                    "CRM_MONGOD names %s, which is no program; correct it or leave it out.".formatted(binary));
        }
        return binary.toAbsolutePath();
    }

    static String connectionString(int port) {
        return "mongodb://127.0.0.1:%d/?directConnection=true".formatted(port);
    }

    Part part(int port, Path data) {
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
        var set = new ReplicaSetOfOne(port);
        return new Part(
                "database",
                Turn.DATABASE,
                "127.0.0.1:" + port,
                command,
                Map.of(),
                new Obeys(set::isPrimary),
                Optional.empty());
    }
}
