package io.crmesh.local.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.local.ChildJvm;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerMainTest {

    private static final int HEAP = 128;

    @TempDir
    Path dir;

    @Test
    void acknowledgedEventsSurviveKillWithHeapOfInstallation() throws Exception {
        try (var first = ChildJvm.start(BrokerMain.class, HEAP, dir, 0)) {
            var topic = new TopicClient("127.0.0.1:" + first.awaitReady().getFirst(), "crm.orders");
            topic.createTopic(12);
            var acknowledged = topic.publish("event-", 20_000);
            first.kill();

            try (var second = ChildJvm.start(BrokerMain.class, HEAP, dir, 0)) {
                var again = new TopicClient("127.0.0.1:" + second.awaitReady().getFirst(), "crm.orders");
                assertThat(again.read("reader", acknowledged.size())).containsExactlyInAnyOrderElementsOf(acknowledged);
            }
        }
    }

    @Test
    void terminatedBrokerStopsInOrderWithoutErrorOutput() throws Exception {
        try (var broker = ChildJvm.start(BrokerMain.class, HEAP, dir, 0)) {
            assertThat(broker.awaitReady()).hasSize(1);

            assertThat(broker.terminate()).isEqualTo(128 + 15);
            assertThat(dir.resolve(".kafka_cleanshutdown")).exists();
            assertThat(broker.errorLines()).isEmpty();
        }
    }

    @Test
    void takenPortFailsStartWithOneLine() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var broker = ChildJvm.start(BrokerMain.class, HEAP, dir, other.getLocalPort())) {

            assertThat(broker.exitCode()).isEqualTo(1);
            assertThat(broker.errorLines())
                    .containsExactly("The broker cannot start: Port %d is taken by another program."
                            .formatted(other.getLocalPort()));
        }
    }

    @Test
    void invalidPortFailsStartWithOneLine() throws Exception {
        try (var broker = ChildJvm.start(BrokerMain.class, HEAP, dir, "90x92")) {
            assertThat(broker.exitCode()).isEqualTo(1);
            assertThat(broker.errorLines()).containsExactly("The broker cannot start: 90x92 is not a port.");
        }
    }
}
