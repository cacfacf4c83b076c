package io.crmesh.local.database;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The database in a process of its own, as the launcher starts it, so that it can be killed. */
record DatabaseProcess(Process process, String firstLine) implements AutoCloseable {

    static DatabaseProcess start(Path file, String port, String... before) throws IOException {
        var command = new ArrayList<>(List.of(before));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dcrmesh.database.checkpoint-megabytes=1", // So often that a kill meets one under way.
                "-cp",
                System.getProperty("java.class.path"),
                DatabaseMain.class.getName(),
                file.toString(),
                port));
        var process = new ProcessBuilder(command).start();
        var line = output(process).readLine();
        return new DatabaseProcess(process, line == null ? "" : line);
    }

    private static BufferedReader output(Process process) {
        return process.inputReader();
    }

    MongoClient connect() {
        return MongoClients.create("mongodb://127.0.0.1:" + firstLine.substring("ready ".length())
                + "/?retryWrites=false&retryReads=false&serverSelectionTimeoutMS=2000&socketTimeoutMS=20000");
    }

    /** What it said on standard error until it ended. */
    String lastWords() throws IOException {
        return String.join(
                "\n",
                process.errorReader()
                        .lines()
                        .filter(line -> !line.startsWith("SLF4J") && !line.startsWith("WARNING"))
                        .toList());
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        var _ = process.onExit().join();
    }
}
