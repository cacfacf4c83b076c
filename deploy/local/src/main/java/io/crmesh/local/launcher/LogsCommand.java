package io.crmesh.local.launcher;

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

/** {@code ./crm logs}: what the parts said last, and with {@code -f} what they go on to say. */
record LogsCommand(Installation installation, Console console) {

    private static final int LAST_BYTES = 20_000;
    private static final Duration LOOK_EVERY = Duration.ofMillis(300);

    /** A log being read, from a position on. */
    private static final class Reading {
        private final Path file;
        private final String prefix;
        private long position;

        Reading(Path file, String prefix) throws IOException {
            this.file = file;
            this.prefix = prefix;
            this.position = Math.max(0, size() - LAST_BYTES);
        }

        long size() throws IOException {
            return Files.exists(file) ? Files.size(file) : 0;
        }
    }

    int run(@Nullable String part, boolean follow) throws IOException, InterruptedException {
        var readings = readings(part);
        do {
            for (var reading : readings) {
                printNews(reading);
            }
            if (follow) {
                Thread.sleep(LOOK_EVERY);
            }
        } while (follow);
        return 0;
    }

    private List<Reading> readings(@Nullable String part) throws IOException {
        var readings = new ArrayList<Reading>();
        for (var name : names()) {
            if (part == null || part.equals(name)) {
                readings.add(new Reading(installation.log(name), part == null ? name + " | " : ""));
            }
        }
        if (readings.isEmpty()) {
            throw new Trouble(
                    part == null
                            ? "There are no logs yet; ./crm up makes them."
                            : "%s has no log; there are: %s.".formatted(part, String.join(", ", names())));
        }
        return readings;
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

    private void printNews(Reading reading) throws IOException {
        if (reading.size() < reading.position) {
            reading.position = 0; // The log began anew.
        }
        if (reading.size() == reading.position) {
            return;
        }
        try (var channel = FileChannel.open(reading.file)) {
            var bytes =
                    Channels.newInputStream(channel.position(reading.position)).readNBytes(1 << 20);
            reading.position += bytes.length;
            new String(bytes, StandardCharsets.UTF_8).lines().forEach(line -> console.say(reading.prefix + line));
        }
    }
}
