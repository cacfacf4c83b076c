package io.crmesh.platform.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.platform.document.DocumentSnapshot;
import io.crmesh.platform.outbox.OutboxArchive;
import io.crmesh.platform.outbox.OutboxMetrics;
import io.crmesh.platform.outbox.OutboxRelay;
import io.crmesh.platform.outbox.StoreFaultPoints;
import io.crmesh.platform.trace.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Each aggregate has one event in flight at a time; events of other aggregates are sent beside it. The broker answers
 * when the test tells it to.
 */
class OutboxRelayOrderTest {

    private static final int WALLETS = 3;

    private final ServiceProcess process =
            ServiceProcess.in(ServiceProcess.anyName()).idle();
    private final MockProducer<byte[], byte[]> broker =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final OutboxRelay relay = new OutboxRelay(
            broker,
            new OutboxArchive(process.database, () -> null, process::outbox),
            StoreFaultPoints.SOUND,
            new OutboxMetrics(new SimpleMeterRegistry(), Clock.systemUTC()),
            Traces.OFF);

    @BeforeEach
    void walletsHaveThreePendingEventsEach() {
        for (int wallet = 0; wallet < WALLETS; wallet++) {
            var id = process.open("w" + wallet);
            process.move(id, 1);
            process.move(id, 2);
        }
        relay.sweep(pendingItems());
        relay.start();
    }

    @AfterEach
    void stop() {
        relay.stop();
        process.close();
    }

    @Test
    void secondEventsAreSentBeforeAnyThirdOne() {
        for (int event = 1; event <= 3; event++) {
            awaitSent(WALLETS * event);
            answer(WALLETS); // only now may the next ones come
        }

        await().until(() -> process.wallets.backlog().pending() == 0);
    }

    @Test
    void eventsBehindAFailedOneAreNotSent() {
        awaitSent(WALLETS);
        var failed = broker.history().getFirst();
        assertThat(broker.errorNext(new TimeoutException("no answer"))).isTrue();
        for (int event = 2; event <= 3; event++) {
            answer(WALLETS - 1);
            awaitSent(WALLETS + (event - 1) * (WALLETS - 1));
        }
        answer(WALLETS - 1);

        await().until(() -> process.wallets.backlog().pending() == 1);
        assertThat(broker.history())
                .filteredOn(sent -> subject(sent).equals(subject(failed)))
                .hasSize(1);
    }

    private static String subject(ProducerRecord<byte[], byte[]> sent) {
        return new String(sent.headers().lastHeader("ce_subject").value(), UTF_8);
    }

    private void answer(int events) {
        for (int event = 0; event < events; event++) {
            assertThat(broker.completeNext()).isTrue();
        }
    }

    private void awaitSent(int events) {
        await().until(() -> broker.history().size() == events);
    }

    private List<OutboxRelay.OutboxItem> pendingItems() {
        var store = Objects.requireNonNull(process.open.get("wallets"));
        return store.live()
                .find()
                .map(document -> new OutboxRelay.OutboxItem(store.outbox(), DocumentSnapshot.of(document)))
                .into(new ArrayList<>());
    }
}
