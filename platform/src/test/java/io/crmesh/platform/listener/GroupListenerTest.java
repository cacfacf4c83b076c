package io.crmesh.platform.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.platform.consume.Outage;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupListenerTest {

    private ConsumerProcess process;

    @BeforeEach
    void startProcess() throws InterruptedException {
        process = new ConsumerProcess().withTopic();
    }

    @AfterEach
    void closeProcess() {
        process.close();
    }

    @Test
    void eventsOfOneAggregateAreAppliedInOrderAndOnce() {
        for (var n = 1; n <= 20; n++) {
            process.send(process.event("cus_1", "ord_1", n), process.event("cus_2", "ord_2", n));
            process.send(process.event("cus_1", "ord_1", n));
        }

        process.start();

        await().untilAsserted(() -> assertThat(process.consumer.applied()).hasSize(40));
        assertThat(process.consumer.applied().stream().filter(id -> id.startsWith("ord_1")))
                .containsExactly(
                        IntStream.rangeClosed(1, 20).mapToObj(n -> "ord_1:" + n).toArray(String[]::new));
        assertThat(process.deadLetters()).isEmpty();
        await().untilAsserted(() -> assertThat(process.lag()).isZero());
    }

    @Test
    void consumerStoppedInMiddleOfBatchContinuesWithoutLoss() {
        process.consumer.before(event -> {
            if (event.sequence() == 3) {
                throw new Outage(new InterruptedException("as if killed"));
            }
        });
        for (var n = 1; n <= 5; n++) {
            process.send(process.event("cus_1", "ord_1", n), process.event("cus_2", "ord_2", n));
        }
        process.start();
        await().untilAsserted(() -> assertThat(process.consumer.delivered()).contains("ord_1:3", "ord_2:3"));
        process.stop();
        var deliveredBefore = process.consumer.delivered().size();

        process.consumer.before(_ -> {});
        process.start();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(process.consumer.applied()).hasSize(10));
        assertThat(process.consumer
                        .delivered()
                        .subList(deliveredBefore, process.consumer.delivered().size()))
                .contains("ord_1:1", "ord_2:1");
        assertThat(process.deadLetters()).isEmpty();
    }

    @Test
    void offsetsCommittedBeforeProcessingLoseEvents() {
        process.with((_, consumer) -> consumer.commitSync());
        process.consumer.before(_ -> {
            throw new Outage(new InterruptedException("as if killed"));
        });
        process.send(process.event("cus_1", "ord_1", 1));
        process.start();
        await().untilAsserted(() -> assertThat(process.consumer.delivered()).contains("ord_1:1"));
        process.stop();

        process.with(OffsetFaultPoint.AFTER_HANDLING);
        process.consumer.before(_ -> {});
        process.start();
        process.send(process.event("cus_2", "ord_2", 1));

        await().untilAsserted(() -> assertThat(process.consumer.applied()).contains("ord_2:1"));
        assertThat(process.lag()).isZero();
        assertThat(process.consumer.applied()).doesNotContain("ord_1:1");
    }
}
