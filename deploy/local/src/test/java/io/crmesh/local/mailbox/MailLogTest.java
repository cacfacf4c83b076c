package io.crmesh.local.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailLogTest {

    @TempDir
    Path dir;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = dir.resolve("mails.log");
    }

    private MailLog open(List<LogEntry> entries) throws IOException {
        return MailLog.open(file, (_, entry) -> entries.add(entry));
    }

    @Test
    void entryCutByCrashIsDroppedAndOthersStay() throws Exception {
        try (var log = open(new ArrayList<>())) {
            log.sync(log.append(new LogEntry.Repeated(1)));
            log.sync(log.append(new LogEntry.Repeated(2)));
        }
        var whole = Files.readAllBytes(file);
        int entry = 17; // Length and checksum, the kind, the number.

        for (int cut = 1; cut < entry; cut++) {
            Files.write(file, Arrays.copyOf(whole, whole.length - cut));
            var entries = new ArrayList<LogEntry>();
            try (var log = open(entries)) {
                assertThat(entries).containsExactly(new LogEntry.Begun(1), new LogEntry.Repeated(1));
                log.sync(log.append(new LogEntry.Repeated(3)));
            }
            entries.clear();
            open(entries).close();
            assertThat(entries)
                    .containsExactly(new LogEntry.Begun(1), new LogEntry.Repeated(1), new LogEntry.Repeated(3));
        }
    }

    @Test
    void entryWithWrongChecksumEndsLog() throws Exception {
        try (var log = open(new ArrayList<>())) {
            log.sync(log.append(new LogEntry.Repeated(1)));
        }
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        var entries = new ArrayList<LogEntry>();

        open(entries).close();

        assertThat(entries).containsExactly(new LogEntry.Begun(1));
    }

    @Test
    void clearedLogIsEmptyAndContinuesNumbers() throws Exception {
        var entries = new ArrayList<LogEntry>();
        try (var log = open(new ArrayList<>())) {
            log.sync(log.append(new LogEntry.Repeated(1)));
            log.clear(7);
            log.sync(log.append(new LogEntry.Repeated(8)));
        }

        open(entries).close();

        assertThat(entries).containsExactly(new LogEntry.Begun(7), new LogEntry.Repeated(8));
        assertThat(dir).isDirectoryNotContaining("glob:**.new");
    }
}
