package io.crmesh.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.audit.Frames.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    @TempDir
    private Path folder;

    @Test
    void addedEntriesAreReadInOrder() throws IOException {
        try (var spool = new Spool(folder)) {
            add(spool, "a", "b", "c");

            assertThat(texts(spool, 2)).containsExactly("a", "b");
            sent(spool, 2);
            assertThat(texts(spool, 5)).containsExactly("c");
            sent(spool, 5);
            assertThat(spool.next()).isEmpty();
            assertThat(spool.unsent()).isZero();

            add(spool, "d");
            assertThat(texts(spool, 5)).containsExactly("d");
        }
    }

    @Test
    void segmentsOfEndedProcessAreAdoptedAndDeleted() throws IOException {
        try (var spool = new Spool(folder)) {
            add(spool, "a", "b", "c");
            sent(spool, 1);
        }

        try (var spool = new Spool(folder)) {
            add(spool, "d");
            spool.next().orElseThrow().resolveIntent(true); // as a look-up in the chain finds out
            assertThat(texts(spool, 5)).containsExactly("b", "c");
            sent(spool, 5);
            assertThat(texts(spool, 5)).containsExactly("d");
            sent(spool, 5);
        }

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void spoolsOfTwoProcessesAreSeparate() throws IOException {
        try (var one = new Spool(folder);
                var other = new Spool(folder)) {
            add(one, "a");
            add(other, "b");

            assertThat(texts(one, 5)).containsExactly("a");
            assertThat(texts(other, 5)).containsExactly("b");
        }
    }

    @Test
    void concurrentlyStartedAndStoppedProcessesLoseNoEntry() throws Exception {
        try (var processes = Executors.newFixedThreadPool(4)) {
            var done = IntStream.range(0, 4)
                    .mapToObj(process -> processes.submit(() -> startAndStop("p" + process)))
                    .toList();
            for (var each : done) {
                each.get();
            }
        }

        try (var spool = new Spool(folder)) {
            assertThat(spool.unsent()).isZero();
        }
    }

    /** Each process records an entry, and sends it with those that others left. */
    private Void startAndStop(String process) throws IOException {
        for (int i = 0; i < 200; i++) {
            try (var spool = new Spool(folder)) {
                add(spool, process);
                for (var next = spool.next(); next.isPresent(); next = spool.next()) {
                    var frames = next.get().next(5);
                    next.get().writeIntent(frames.getLast().next(), i, process);
                    next.get().resolveIntent(true);
                }
            }
        }
        return null;
    }

    @Test
    void unresolvedIntentIsReadByNextProcess() throws IOException {
        try (var spool = new Spool(folder)) {
            add(spool, "a", "b", "c");
            var segment = spool.next().orElseThrow();
            segment.writeIntent(segment.next(1).getLast().next(), 41, "x");
            segment.resolveIntent(true);
            segment.writeIntent(segment.next(1).getLast().next(), 42, "y");
        }

        try (var spool = new Spool(folder)) {
            var segment = spool.next().orElseThrow();
            assertThat(segment.intent().orElseThrow().sequence()).isEqualTo(42);
            assertThat(segment.intent().orElseThrow().hash()).isEqualTo("y");
            segment.resolveIntent(false);
            assertThat(texts(spool, 5)).as("retried unchanged").containsExactly("b");
            segment.resolveIntent(true);
            assertThat(segment.intent()).isEmpty();
        }
    }

    @Test
    void partlyWrittenEntryIsDiscarded() throws IOException {
        try (var spool = new Spool(folder)) {
            add(spool, "a", "b");
        }
        var file = onlyFile();
        var bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1), StandardOpenOption.TRUNCATE_EXISTING);

        try (var spool = new Spool(folder)) {
            assertThat(texts(spool, 5)).containsExactly("a");
            sent(spool, 5);
            var segment = spool.next().orElseThrow();
            assertThat(segment.next(5)).isEmpty();
            assertThat(segment.discardPartialEntry()).isEqualTo(8);
            assertThat(spool.next()).isEmpty();
        }
    }

    @Test
    void sentSegmentsAreDeletedWhileOthersFollow() throws IOException {
        var text = "x".repeat(1 << 16);
        try (var spool = new Spool(folder)) {
            for (int i = 0; i < 200; i++) {
                add(spool, text);
            }
            assertThat(spool.unsent()).isGreaterThan(200L << 16);
            var count = 0;
            for (var next = spool.next(); next.isPresent(); next = spool.next()) {
                count += next.get().next(500).size();
                sent(spool, 500);
            }
            assertThat(count).isEqualTo(200);
            assertThat(spoolFiles()).hasSize(1);
        }
    }

    private Path onlyFile() throws IOException {
        return spoolFiles().getFirst();
    }

    private List<Path> spoolFiles() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(Segment.SUFFIX))
                    .toList();
        }
    }

    private static void add(Spool spool, String... texts) throws IOException {
        for (var text : texts) {
            spool.add(Frames.frame(text));
        }
    }

    private static List<String> texts(Spool spool, int limit) throws IOException {
        return new ArrayList<>(spool.next().orElseThrow().next(limit))
                .stream().map(Frame::text).toList();
    }

    private static void sent(Spool spool, int limit) throws IOException {
        var segment = spool.next().orElseThrow();
        segment.writeIntent(segment.next(limit).getLast().next(), 1, "h");
        segment.resolveIntent(true);
    }
}
