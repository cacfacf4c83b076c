package io.crmesh.local.hosting;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Standard output of a process that hosts several parts: each line begins with the part that wrote it and a tab, so that
 * each part has its own log. Lines of the process itself begin with a tab.
 */
final class PartOutput extends OutputStream {

    private final OutputStream out;
    private final Map<String, ByteArrayOutputStream> unfinishedLines = new HashMap<>();

    PartOutput(OutputStream out) {
        this.out = out;
    }

    static void install() {
        var output = new PrintStream(new PartOutput(System.out), true, StandardCharsets.UTF_8);
        System.setOut(output);
        System.setErr(output);
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        var current = PartClassLoader.currentPart();
        var part = current == null ? "" : current;
        var line = unfinishedLines.computeIfAbsent(part, _ -> begin(part));
        for (int index = offset; index < offset + length; index++) {
            line.write(bytes[index]);
            if (bytes[index] == '\n') {
                line.writeTo(out);
                line.reset();
                line.writeBytes(label(part));
            }
        }
    }

    private static ByteArrayOutputStream begin(String part) {
        var line = new ByteArrayOutputStream();
        line.writeBytes(label(part));
        return line;
    }

    private static byte[] label(String part) {
        return (part + "\t").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void flush() throws IOException {
        out.flush();
    }
}
