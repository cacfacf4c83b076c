package io.crmesh.local.supervision;

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
 * Log file of a part, with rotation at 10 MB: the previous file is kept and the one before it is deleted. A full disk
 * costs lines of the log and never stops the part.
 */
public final class PartLog {

    private static final long LIMIT = 10_000_000;
    private static final int LAST_LINES = 30;

    private final Path file;
    private final long limit;
    private final Deque<String> last = new ArrayDeque<>();
    private long size;

    public PartLog(Path file) {
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

    /** Passes each line of an output to the listener, until the process behind it ends. */
    static void lines(InputStream output, Consumer<String> listener) {
        try (var lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                listener.accept(line);
            }
        } catch (IOException e) {
            listener.accept("(The launcher cannot read on: " + e.getMessage() + ")");
        }
    }

    public synchronized void write(String line) {
        last.addLast(line);
        if (last.size() > LAST_LINES) {
            last.removeFirst();
        }
        try {
            append((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException full) {
            // The line is lost to the file; the status still shows it.
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
