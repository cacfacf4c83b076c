package io.crmesh.benchmarks.parts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PostgreSQL of this machine, if it is installed, with its own data folder and its default durability. It refuses to run
 * as root, so root runs it as another user.
 */
public record Postgres(Path programs) {

    private static final Path PACKAGES = Path.of("/usr/lib/postgresql");
    private static final String USER = "postgres";

    /** Running server with its address and user. */
    public record Running(Part part, String url, String user) {}

    public static Optional<Postgres> find() throws IOException {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        var folders =
                new ArrayList<>(Stream.of(path.split(":", -1)).map(Path::of).toList());
        if (Files.isDirectory(PACKAGES)) {
            try (var releases = Files.list(PACKAGES)) {
                releases.map(release -> release.resolve("bin")).forEach(folders::add);
            }
        }
        return folders.stream()
                .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
                .filter(folder -> Files.isExecutable(folder.resolve("postgres")))
                .findFirst()
                .map(Postgres::new);
    }

    public Running start(TestBed testBed) throws IOException, InterruptedException {
        var data = Files.createTempDirectory("crmesh-postgres-");
        var _ = testBed.keep(() -> Folders.delete(data));
        if (isRoot()) {
            run(List.of("chown", USER, data.toString()));
        }
        run(asSomebody(List.of(
                programs.resolve("initdb").toString(),
                "-D",
                data.toString(),
                "-U",
                USER,
                "-A",
                "trust",
                "-E",
                "UTF8")));
        int port = TestBed.freePort();
        var command = new ArrayList<>(List.of("/bin/sh", "-c", TestBed.STOP_WITH_STDIN, "sh"));
        command.addAll(asSomebody(List.of(
                programs.resolve("postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=")));
        var part = testBed.start("postgresql", command, Map.of());
        testBed.awaitSaid(part, "database system is ready to accept connections");
        return new Running(part, "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port), USER);
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static List<String> asSomebody(List<String> command) {
        if (!isRoot()) {
            return command;
        }
        var line = new ArrayList<>(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--init-groups"));
        line.addAll(command);
        return line;
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .directory(Path.of("/").toFile())
                .start();
        var words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("%s says: %s".formatted(command.getFirst(), words.strip()));
        }
    }
}
