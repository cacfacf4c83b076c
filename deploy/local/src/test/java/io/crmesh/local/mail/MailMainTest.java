package io.crmesh.local.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.local.ChildJvm;
import io.crmesh.local.mailbox.Mail;
import jakarta.mail.MessagingException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailMainTest {

    private static final int HEAP = 64;

    @TempDir
    Path dir;

    @Test
    void acknowledgedMailsAreStoredOnceAfterKill() throws Exception {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        try (var child = ChildJvm.start(MailMain.class, HEAP, dir, 0, 0);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sender = new MailClient(Integer.parseInt(child.awaitReady().getFirst()));
            for (int i = 0; i < 4; i++) {
                var name = "sender-" + i;
                threads.execute(() -> sendUntilKilled(sender, name, acknowledged));
            }
            await().until(() -> acknowledged.size() >= 200);
            child.kill();
        }

        try (var sink = MailSink.open(dir, 0, 0, false)) {
            var stored = sink.mails().stream().map(Mail::messageId).toList();
            assertThat(stored).containsAll(acknowledged).doesNotHaveDuplicates();
            assertThat(stored.size()).isBetween(acknowledged.size(), acknowledged.size() + 4);
            assertThat(sink.content(sink.mails().getFirst()).text()).isEqualTo("Größe 42\n");
        }
    }

    private static void sendUntilKilled(MailClient sender, String name, Set<String> acknowledged) {
        try {
            for (int i = 0; i < 100_000; i++) {
                var id = name + "-" + i + "@example.org";
                sender.send(id, "a@example.org", "Subject " + i, "Größe 42");
                acknowledged.add(id);
            }
        } catch (MessagingException killed) {
            return; // The sink was killed, as this test wants.
        }
    }

    @Test
    void takenPortFailsStartWithOneLine() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var taken = other.getLocalPort();
            for (var ports : List.of(List.of(taken, 0), List.of(0, taken))) {
                try (var child = ChildJvm.start(MailMain.class, HEAP, dir, ports.getFirst(), ports.getLast())) {
                    assertThat(child.exitCode()).isEqualTo(1);
                    assertThat(child.errorLines())
                            .containsExactly("The mail sink cannot start: Port %d is taken by another program."
                                    .formatted(taken));
                }
            }
        }
    }

    @Test
    void terminatedSinkStopsInOrderWithoutErrorOutput() throws Exception {
        try (var child = ChildJvm.start(MailMain.class, HEAP, dir, 0, 0, "--plain")) {
            assertThat(child.awaitReady()).hasSize(2);

            assertThat(child.terminate()).isEqualTo(128 + 15);
            assertThat(child.errorLines()).isEmpty();
        }
    }

    @Test
    void unknownOptionIsRefused() throws Exception {
        try (var child = ChildJvm.start(MailMain.class, HEAP, dir, 0, 0, "--plane")) {
            assertThat(child.exitCode()).isEqualTo(1);
            assertThat(child.errorLines()).singleElement().asString().contains("--plain");
        }
    }
}
