package io.crmesh.platform.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import java.io.IOException;
import java.time.Duration;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class OutageTest {

    @Test
    void eventsDuringDatabaseOutageWaitAndNoneIsLostOrBecomesDeadLetter() throws IOException, InterruptedException {
        try (var connection = new CuttableConnection(BrokerAndDatabase.DATABASE.port());
                var client = MongoClients.create(BrokerAndDatabase.DATABASE
                        .connectionString()
                        .replace(":" + BrokerAndDatabase.DATABASE.port(), ":" + connection.port())
                        .replace("serverSelectionTimeoutMS=3000", "serverSelectionTimeoutMS=300"));
                var process = new ConsumerProcess(client.getDatabase(ConsumerProcess.fresh("outage"))).withTopic()) {
            var effects = process.database.getCollection("effects");
            process.consumer.before(event -> effects.updateOne(
                    Filters.eq(event.id()),
                    new Document("$inc", new Document("n", 1)),
                    new UpdateOptions().upsert(true)));
            process.start();
            process.send(process.event("cus_1", "ord_1", 1));
            await().untilAsserted(() -> assertThat(process.consumer.applied()).hasSize(1));

            connection.cut();
            for (var n = 2; n <= 10; n++) {
                process.send(process.event("cus_1", "ord_1", n), process.event("cus_2", "ord_2", n - 1));
            }
            await().during(Duration.ofSeconds(2))
                    .untilAsserted(() -> assertThat(process.consumer.applied()).hasSize(1));
            connection.restore();

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(process.consumer.applied()).hasSize(19));
            assertThat(process.deadLetters()).isEmpty();
            assertThat(effects.countDocuments()).isEqualTo(19);
            await().untilAsserted(() -> assertThat(process.lag()).isZero());
        }
    }

    @Test
    void consumerContinuesAtItsPositionAfterBrokerRestart() throws InterruptedException {
        try (var process = new ConsumerProcess().withTopic()) {
            process.start();
            process.send(process.event("cus_1", "ord_1", 1));
            await().untilAsserted(() -> assertThat(process.consumer.applied()).hasSize(1));
            await().untilAsserted(() -> assertThat(process.lag()).isZero());

            BrokerAndDatabase.whileBrokerIsStopped(
                    () -> assertThat(process.deadLetters()).isEmpty());
            process.send(process.event("cus_1", "ord_1", 2), process.event("cus_2", "ord_2", 1));

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(process.consumer.applied())
                            .containsExactlyInAnyOrder("ord_1:1", "ord_1:2", "ord_2:1"));
            assertThat(process.deadLetters()).isEmpty();
        }
    }

    @Test
    void consumerStartedBeforeBrokerWaitsForIt() throws InterruptedException {
        try (var process = new ConsumerProcess().withTopic()) {
            process.send(process.event("cus_1", "ord_1", 1));

            BrokerAndDatabase.whileBrokerIsStopped(process::start);

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(process.consumer.applied()).containsExactly("ord_1:1"));
        }
    }
}
