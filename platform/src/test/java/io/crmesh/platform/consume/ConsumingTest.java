package io.crmesh.platform.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsumingTest {

    private Site site;

    @BeforeEach
    void aSite() throws InterruptedException {
        site = new Site().ready();
    }

    @AfterEach
    void isLeft() {
        site.close();
    }

    @Test
    void theFactsOfOneAggregateAreAppliedInOrderAndOnce() {
        for (var n = 1; n <= 20; n++) {
            site.send(site.fact("cus_1", "ord_1", n), site.fact("cus_2", "ord_2", n));
            site.send(site.fact("cus_1", "ord_1", n));
        }

        site.start();

        await().untilAsserted(() -> assertThat(site.ledger.applied()).hasSize(40));
        assertThat(site.ledger.applied().stream().filter(id -> id.startsWith("ord_1")))
                .containsExactly(
                        IntStream.rangeClosed(1, 20).mapToObj(n -> "ord_1:" + n).toArray(String[]::new));
        assertThat(site.parked()).isEmpty();
        await().untilAsserted(() -> assertThat(site.lag()).isZero());
    }

    @Test
    void whoIsStoppedInTheMiddleOfABatchGoesOnWithoutALoss() {
        site.ledger.before(fact -> {
            if (fact.sequence() == 3) {
                throw new Outage(new InterruptedException("as if killed"));
            }
        });
        for (var n = 1; n <= 5; n++) {
            site.send(site.fact("cus_1", "ord_1", n), site.fact("cus_2", "ord_2", n));
        }
        site.start();
        await().untilAsserted(() -> assertThat(site.ledger.seen()).contains("ord_1:3", "ord_2:3"));
        site.stop();
        var firstLife = site.ledger.seen().size();

        site.ledger.before(_ -> {});
        site.start();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(site.ledger.applied()).hasSize(10));
        assertThat(site.ledger.seen().subList(firstLife, site.ledger.seen().size()))
                .contains("ord_1:1", "ord_2:1");
        assertThat(site.parked()).isEmpty();
    }

    @Test
    void offsetsCommittedBeforeHandlingLoseFacts() {
        site.with((_, consumer) -> consumer.commitSync());
        site.ledger.before(_ -> {
            throw new Outage(new InterruptedException("as if killed"));
        });
        site.send(site.fact("cus_1", "ord_1", 1));
        site.start();
        await().untilAsserted(() -> assertThat(site.ledger.seen()).contains("ord_1:1"));
        site.stop();

        site.with(OffsetRule.AFTER_HANDLING);
        site.ledger.before(_ -> {});
        site.start();
        site.send(site.fact("cus_2", "ord_2", 1));

        await().untilAsserted(() -> assertThat(site.ledger.applied()).contains("ord_2:1"));
        assertThat(site.lag()).isZero();
        assertThat(site.ledger.applied()).doesNotContain("ord_1:1");
    }
}
