package io.crmesh.local.launcher;

import io.crmesh.local.installation.CommandFailure;
import io.crmesh.local.installation.Installation;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ./crm logs}: prints the last log lines of the parts, and with {@code -f} those that follow. */
record LogsCommand(Installation installation, CommandOutput output) {

    private static final int LAST_BYTES = 20_000;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(300);

    /** A log that is read on from a position. */
    private static final class LogFile {
        private final Path file;
        private final String prefix;
        private long position;

        LogFile(Path file, String prefix) throws IOException {
            this.file = file;
            this.prefix = prefix;
            this.position = Math.max(0, size() - LAST_BYTES);
        }

        long size() throws IOException {
            return Files.exists(file) ? Files.size(file) : 0;
        }
    }

    int run(@Nullable String part, boolean follow) throws IOException, InterruptedException {
        var logFiles = logFiles(part);
        do {
            for (var logFile : logFiles) {
                printNewLines(logFile);
            }
            if (follow) {
                Thread.sleep(POLL_INTERVAL);
            }
        } while (follow);
        return 0;
    }

    private List<LogFile> logFiles(@Nullable String part) throws IOException {
        var logFiles = new ArrayList<LogFile>();
        for (var name : names()) {
            if (part == null || part.equals(name)) {
                logFiles.add(new LogFile(installation.log(name), part == null ? name + " | " : ""));
            }
        }
        if (logFiles.isEmpty()) {
            throw new CommandFailure(
                    part == null
                            ? "There are no logs yet; ./crm up makes them."
                            : "%s has no log; there are: %s.".formatted(part, String.join(", ", names())));
        }
        return logFiles;
    }

    private List<String> names() throws IOException {
        if (Files.notExists(installation.logs())) {
            return List.of();
        }
        try (var files = Files.list(installation.logs())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".log"))
                    .map(name -> name.substring(0, name.length() - ".log".length()))
                    .sorted()
                    .toList();
        }
    }

    private void printNewLines(LogFile logFile) throws IOException {
        if (logFile.size() < logFile.position) {
            logFile.position = 0; // The log began anew.
        }
        if (logFile.size() == logFile.position) {
            return;
        }
        try (var channel = FileChannel.open(logFile.file)) {
            var bytes =
                    Channels.newInputStream(channel.position(logFile.position)).readNBytes(1 << 20);
            logFile.position += bytes.length;
            new String(bytes, StandardCharsets.UTF_8).lines().forEach(line -> output.print(logFile.prefix + line));
        }
    }
}
