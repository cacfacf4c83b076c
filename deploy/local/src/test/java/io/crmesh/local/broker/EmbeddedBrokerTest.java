package io.crmesh.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.local.tls.DevelopmentCertificates;
import io.crmesh.local.tls.Identity;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

    @TempDir
    Path dir;

    @Test
    void eventsPublishedBeforeOrderlyStopSurviveRestart() throws Exception {
        try (var broker = EmbeddedBroker.open(dir, 0)) {
            var topic = new TopicClient(broker.bootstrapServers(), "crm.orders");
            topic.createTopic(3);
            assertThat(topic.publish("a", 100)).hasSize(100);
        }

        try (var broker = EmbeddedBroker.open(dir, 0)) {
            var topic = new TopicClient(broker.bootstrapServers(), "crm.orders");
            var later = topic.publish("b", 10);

            assertThat(topic.read("reader", 110))
                    .hasSize(110)
                    .doesNotHaveDuplicates()
                    .containsAll(later);
        }
    }

    @Test
    void topicIsNotCreatedByPublishing() throws Exception {
        try (var broker = EmbeddedBroker.open(dir, 0);
                var producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers(), "max.block.ms", 1000),
                        new StringSerializer(),
                        new StringSerializer());
                var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {

            var sent = producer.send(new ProducerRecord<>("crm.typo", "key", "value"));

            assertThatThrownBy(sent::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
            assertThat(admin.listTopics().names().get()).isEmpty();
        }
    }

    @Test
    void takenPortIsRefusedBeforeAnythingIsWritten() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = other.getLocalPort();

            assertThatThrownBy(() -> EmbeddedBroker.open(dir, port))
                    .isInstanceOf(BrokerUnavailable.class)
                    .hasMessage("Port %d is taken by another program.".formatted(port));
            assertThat(dir).isEmptyDirectory();
        }
    }

    @Test
    void tooShortConsumerSessionIsRefused() {
        assertThatThrownBy(() -> EmbeddedBroker.open(dir, 0, Duration.ofMillis(500)))
                .isInstanceOf(BrokerUnavailable.class)
                .hasMessageContaining("PT0.5S");
    }

    @Test
    void tlsClientWithoutCertificateIsRefused(@TempDir Path folder) throws Exception {
        var certificates = DevelopmentCertificates.make(folder, List.of());
        try (var broker = EmbeddedBroker.open(dir, 0, Optional.of(Identity.of(certificates)))) {
            var address = Map.of("bootstrap.servers", broker.bootstrapServers());
            var withCertificate = ClientEncryption.with(certificates);
            var withoutCertificate = new HashMap<>(withCertificate);
            withoutCertificate.keySet().removeIf(setting -> setting.startsWith("ssl.keystore"));

            assertThat(topicsSeenWith(address, withCertificate)).isEmpty();
            assertThatThrownBy(() -> topicsSeenWith(address, withoutCertificate))
                    .hasCauseInstanceOf(SslAuthenticationException.class);
            assertThatThrownBy(() -> topicsSeenWith(address, Map.of())).isInstanceOf(ExecutionException.class);
        }
    }

    private static Set<String> topicsSeenWith(Map<String, String> address, Map<String, String> encryption)
            throws Exception {
        var settings = new HashMap<String, Object>(address);
        settings.putAll(encryption);
        settings.put("default.api.timeout.ms", 4000);
        settings.put("request.timeout.ms", 2000);
        try (var admin = Admin.create(settings)) {
            return admin.listTopics().names().get();
        }
    }
}
