package io.crmesh.customer.imports.file;

import io.crmesh.platform.Refusal.Impossible;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Encodings of files. A file that is valid UTF-8 is UTF-8. Otherwise its bytes above ASCII tell: Chinese text has them in
 * pairs, a European one between other letters.
 */
public final class Encodings {

    private static final List<String> KNOWN = List.of(
            "UTF-8",
            "UTF-16LE",
            "UTF-16BE",
            "windows-1252",
            "ISO-8859-1",
            "ISO-8859-15",
            "windows-1250",
            "windows-1251",
            "GB18030");

    private Encodings() {}

    /** An encoding by its name or another one that is in use for it. */
    public static String named(String field, String name) {
        var typed = name.strip().toLowerCase(Locale.ROOT);
        if (typed.equals("gbk") || typed.equals("gb2312")) {
            return "GB18030";
        }
        return KNOWN.stream()
                .filter(known -> known.toLowerCase(Locale.ROOT).equals(typed))
                .findFirst()
                .orElseThrow(() -> new Impossible(field, "must be one of " + String.join(", ", KNOWN)));
    }

    /** The encoding that the file probably has. */
    static String detected(InputStream file) {
        try (file) {
            var first = file.readNBytes(3);
            var marked = marked(first);
            if (marked.isPresent()) {
                return marked.get();
            }
            var statistics = new ByteStatistics();
            statistics.add(first, first.length);
            var buffer = new byte[64 * 1024];
            for (var length = file.read(buffer); length >= 0; length = file.read(buffer)) {
                statistics.add(buffer, length);
            }
            return statistics.encoding();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> marked(byte[] first) {
        if (first.length >= 2 && first[0] == (byte) 0xff && first[1] == (byte) 0xfe) {
            return Optional.of("UTF-16LE");
        }
        if (first.length >= 2 && first[0] == (byte) 0xfe && first[1] == (byte) 0xff) {
            return Optional.of("UTF-16BE");
        }
        var utf8 = first.length >= 3 && first[0] == (byte) 0xef && first[1] == (byte) 0xbb && first[2] == (byte) 0xbf;
        return utf8 ? Optional.of(StandardCharsets.UTF_8.name()) : Optional.empty();
    }

    /** Reads the file as text, without its byte order mark. */
    static Reader reader(InputStream file, String encoding) {
        try {
            var reader = new PushbackReader(new InputStreamReader(file, Charset.forName(encoding)), 1);
            var first = reader.read();
            if (first >= 0 && first != '\ufeff') {
                reader.unread(first);
            }
            return reader;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the bytes of a file say about its encoding. */
    private static final class ByteStatistics {

        private static final int MOST_FAULTS_IN = 20;

        private int expected;
        private long complete;
        private long broken;
        private int run;
        private long even;
        private long odd;

        void add(byte[] bytes, int length) {
            for (int i = 0; i < length; i++) {
                add(bytes[i] & 0xff);
            }
        }

        private void add(int one) {
            if (expected > 0 && (one & 0xc0) == 0x80) {
                expected--;
                complete += expected == 0 ? 1 : 0;
            } else {
                broken += expected > 0 ? 1 : 0;
                begin(one);
            }
            if (one >= 0x80) {
                run++;
            } else {
                endRun();
            }
        }

        private void begin(int one) {
            expected = 0;
            if (one >= 0xc2 && one <= 0xdf) {
                expected = 1;
            } else if (one >= 0xe0 && one <= 0xef) {
                expected = 2;
            } else if (one >= 0xf0 && one <= 0xf4) {
                expected = 3;
            } else if (one >= 0x80) {
                broken++;
            }
        }

        private void endRun() {
            if (run > 0 && run % 2 == 0) {
                even++;
            } else if (run > 0) {
                odd++;
            }
            run = 0;
        }

        /** A file of many letters in UTF-8 with a fault here and there is still UTF-8. */
        String encoding() {
            broken += expected > 0 ? 1 : 0;
            endRun();
            if (broken == 0 || complete > MOST_FAULTS_IN * broken) {
                return "UTF-8";
            }
            return even > 2 * odd ? "GB18030" : "windows-1252";
        }
    }
}
