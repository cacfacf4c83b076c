package io.crmesh.local.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a part says, in a file that cannot fill the disk: at its limit it becomes the old one, and the old one goes. A
 * disk that is full costs lines of the log, never the part.
 */
final class PartLog {

    private static final long LIMIT = 10_000_000;
    private static final int LAST_LINES = 30;

    private final Path file;
    private final long limit;
    private final Deque<String> last = new ArrayDeque<>();
    private long size;

    PartLog(Path file) {
        this(file, LIMIT);
    }

    PartLog(Path file, long limit) {
        this.file = file;
        this.limit = limit;
        this.size = Files.exists(file) ? file.toFile().length() : 0;
    }

    Path file() {
        return file;
    }

    /** Writes down all that comes, until the part ends, and lets the listener hear each line. */
    void record(InputStream speech, Consumer<String> listener) {
        try (var lines = new BufferedReader(new InputStreamReader(speech, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                write(line);
                listener.accept(line);
            }
        } catch (IOException e) {
            write("(The launcher lost sight of what follows: " + e.getMessage() + ")");
        }
    }

    synchronized void write(String line) {
        last.addLast(line);
        if (last.size() > LAST_LINES) {
            last.removeFirst();
        }
        try {
            append((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException full) {
            // Nothing better is left to do with this line than to show it in the status.
        }
    }

    private void append(byte[] bytes) throws IOException {
        if (size > limit) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            size = 0;
        }
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            out.write(bytes);
        }
        size += bytes.length;
    }

    synchronized List<String> lastLines(int count) {
        return last.stream().skip(Math.max(0, last.size() - count)).toList();
    }
}
