package io.crmesh.platform.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import java.io.IOException;
import java.time.Duration;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class OutagesTest {

    @Test
    void whileTheDatabaseIsAwayFactsWaitAndNoneIsLostOrParked() throws IOException, InterruptedException {
        try (var wire = new Wire(Ground.DATABASE.port());
                var client = MongoClients.create(Ground.DATABASE
                        .connectionString()
                        .replace(":" + Ground.DATABASE.port(), ":" + wire.port())
                        .replace("serverSelectionTimeoutMS=3000", "serverSelectionTimeoutMS=300"));
                var site = new Site(client.getDatabase(Site.fresh("away"))).ready()) {
            var effects = site.database.getCollection("effects");
            site.ledger.before(fact -> effects.updateOne(
                    Filters.eq(fact.id()),
                    new Document("$inc", new Document("n", 1)),
                    new UpdateOptions().upsert(true)));
            site.start();
            site.send(site.fact("cus_1", "ord_1", 1));
            await().untilAsserted(() -> assertThat(site.ledger.applied()).hasSize(1));

            wire.cut();
            for (var n = 2; n <= 10; n++) {
                site.send(site.fact("cus_1", "ord_1", n), site.fact("cus_2", "ord_2", n - 1));
            }
            await().during(Duration.ofSeconds(2))
                    .untilAsserted(() -> assertThat(site.ledger.applied()).hasSize(1));
            wire.mend();

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(site.ledger.applied()).hasSize(19));
            assertThat(site.parked()).isEmpty();
            assertThat(effects.countDocuments()).isEqualTo(19);
            await().untilAsserted(() -> assertThat(site.lag()).isZero());
        }
    }

    @Test
    void afterTheBrokerCameBackReadingGoesOnWhereItWas() throws InterruptedException {
        try (var site = new Site().ready()) {
            site.start();
            site.send(site.fact("cus_1", "ord_1", 1));
            await().untilAsserted(() -> assertThat(site.ledger.applied()).hasSize(1));
            await().untilAsserted(() -> assertThat(site.lag()).isZero());

            Ground.whileTheBrokerIsAway(() -> assertThat(site.parked()).isEmpty());
            site.send(site.fact("cus_1", "ord_1", 2), site.fact("cus_2", "ord_2", 1));

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(site.ledger.applied())
                            .containsExactlyInAnyOrder("ord_1:1", "ord_1:2", "ord_2:1"));
            assertThat(site.parked()).isEmpty();
        }
    }

    @Test
    void aBrokerThatIsAwayAtTheStartIsWaitedFor() throws InterruptedException {
        try (var site = new Site().ready()) {
            site.send(site.fact("cus_1", "ord_1", 1));

            Ground.whileTheBrokerIsAway(site::start);

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(site.ledger.applied()).containsExactly("ord_1:1"));
        }
    }
}
