package io.crmesh.platform.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

/** Of each aggregate one fact is on its way at a time; those of others go beside it. The broker answers when it is told to. */
class InFlightTest {

    private static final int WALLETS = 3;

    private final ServiceProcess process =
            ServiceProcess.in(ServiceProcess.anyName()).idle();
    private final MockProducer<byte[], byte[]> broker =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Relay relay = new Relay(
            broker,
            new Archive(process.database, () -> null, process.open),
            StoreRules.SOUND,
            new RelayMetrics(new SimpleMeterRegistry(), Clock.systemUTC()),
            Traces.OFF);

    @BeforeEach
    void walletsOweThreeFactsEach() {
        for (int wallet = 0; wallet < WALLETS; wallet++) {
            var id = process.open("w" + wallet);
            process.move(id, 1);
            process.move(id, 2);
        }
        relay.sweep(debts());
        relay.start();
    }

    @AfterEach
    void stop() {
        relay.stop();
        process.close();
    }

    @Test
    void nobodysSecondFactWaitsForAnotherOnesThird() {
        for (int fact = 1; fact <= 3; fact++) {
            awaitSent(WALLETS * fact);
            answer(WALLETS); // only now may the next ones come
        }

        await().until(() -> process.wallets.backlog().pending() == 0);
    }

    @Test
    void whatIsBehindAFactThatTheBrokerDidNotTakeDoesNotOvertakeIt() {
        awaitSent(WALLETS);
        var failed = broker.history().getFirst();
        assertThat(broker.errorNext(new TimeoutException("no answer"))).isTrue();
        for (int fact = 2; fact <= 3; fact++) {
            answer(WALLETS - 1);
            awaitSent(WALLETS + (fact - 1) * (WALLETS - 1));
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

    private void answer(int facts) {
        for (int fact = 0; fact < facts; fact++) {
            assertThat(broker.completeNext()).isTrue();
        }
    }

    private void awaitSent(int facts) {
        await().until(() -> broker.history().size() == facts);
    }

    private List<Relay.Debt> debts() {
        var store = Objects.requireNonNull(process.open.get("wallets"));
        return store.live()
                .find()
                .map(document -> new Relay.Debt(store, Image.of(document)))
                .into(new ArrayList<>());
    }
}
