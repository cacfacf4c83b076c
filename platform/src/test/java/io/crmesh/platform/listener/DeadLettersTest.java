package io.crmesh.platform.listener;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.consume.EventBodies;
import io.crmesh.platform.deadletter.DeadLetter;
import io.crmesh.platform.deadletter.DeadLetter.State;
import io.crmesh.platform.deadletter.DeadLetterReplay;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

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
    void unreadableRecordBecomesDeadLetterAndBlocksNoAggregate() {
        var bad = List.of(
                with(null, "{}".getBytes(UTF_8), _ -> {}),
                with("cus_1".getBytes(UTF_8), null, _ -> {}),
                new ProducerRecord<byte[], byte[]>(process.topic(), "cus_1".getBytes(UTF_8), "{}".getBytes(UTF_8)),
                headers(headers -> headers.add("ce_id", "ord_1:1".getBytes(UTF_8))),
                headers(headers -> replace(headers, "ce_actor", new byte[] {(byte) 0xC3, (byte) 0x28})),
                headers(headers -> replace(headers, "ce_source", "/crm/others")),
                headers(headers -> replace(headers, "ce_type", "ORDER PLACED")),
                headers(headers -> replace(headers, "ce_sequence", "abc")),
                headers(headers -> replace(headers, "ce_sequence", "0")),
                headers(headers -> replace(headers, "ce_sequence", "-1")),
                headers(headers -> replace(headers, "ce_sequence", "9223372036854775808")),
                headers(headers -> replace(headers, "ce_time", "yesterday")),
                headers(headers -> headers.add("ce_restson", "cus_1".getBytes(UTF_8))),
                headers(headers -> headers.add("ce_restson", "/crm/customers/cus_1:0".getBytes(UTF_8))),
                headers(headers -> headers.add("ce_customer", null)),
                with("cus_1".getBytes(UTF_8), new byte[1_000_000], _ -> {}),
                with("cus_1".getBytes(UTF_8), new byte[20_000_000], _ -> {}));

        bad.forEach(process::send);
        process.send(process.event("cus_1", "ord_9", 1), process.event("cus_2", "ord_2", 1));
        process.start();

        await().untilAsserted(() -> assertThat(process.deadLetters()).hasSize(bad.size()));
        await().untilAsserted(
                        () -> assertThat(process.consumer.applied()).containsExactlyInAnyOrder("ord_9:1", "ord_2:1"));
        assertThat(process.deadLetters()).allSatisfy(letter -> {
            assertThat(letter.state()).isEqualTo(State.FAILED);
            assertThat(letter.stream()).isNull();
            assertThat(letter.error()).startsWith("Unreadable: ");
        });
        await().untilAsserted(() -> assertThat(process.lag()).isZero());
    }

    @Test
    void unreadableBodyBlocksItsAggregateOnly() {
        record Body(int n) {}
        process.consumer.before(
                event -> assertThat(EventBodies.read(event, Body.class)).isNotNull());
        process.send(TestEvents.event(process.service, "cus_1", "ord_1", 1, "{\"n\":\"many\"}"));
        process.send(TestEvents.event(process.service, "cus_1", "ord_2", 1, "{\"n\":1"));
        process.send(process.event("cus_1", "ord_1", 2), process.event("cus_1", "ord_3", 1));

        process.start();

        await().untilAsserted(() -> assertThat(process.deadLetters()).hasSize(3));
        await().untilAsserted(() -> assertThat(process.consumer.applied()).containsExactly("ord_3:1"));
        assertThat(process.deadLetters())
                .extracting(DeadLetter::error)
                .filteredOn(error -> !error.isEmpty())
                .hasSize(2);
        assertThat(process.blockedStreams()).hasSize(2);
    }

    @Test
    void refusedEventIsTriedOnceAndUnknownFailureSeveralTimes() {
        process.consumer.before(event -> {
            if (event.subject().equals("ord_1")) {
                throw new RuleBroken("test", "Never");
            }
            if (event.subject().equals("ord_2")) {
                throw new IllegalStateException("secret");
            }
        });
        process.send(process.event("cus_1", "ord_1", 1), process.event("cus_2", "ord_2", 1));

        process.start();

        await().untilAsserted(() -> assertThat(process.deadLetters()).hasSize(2));
        assertThat(process.consumer.delivered().stream().filter("ord_1:1"::equals))
                .hasSize(1);
        assertThat(process.consumer.delivered().stream().filter("ord_2:1"::equals))
                .hasSize(3);
        assertThat(process.deadLetters()).extracting(DeadLetter::error).noneMatch(error -> error.contains("secret"));
    }

    @Test
    void valueOfDeadLetterIsEncrypted() {
        var value = "{\"name\": \"Ann\"}".getBytes(UTF_8);
        process.send(new ProducerRecord<byte[], byte[]>(process.topic(), "cus_1".getBytes(UTF_8), value));
        process.start();

        await().untilAsserted(() -> assertThat(process.deadLetters()).hasSize(1));
        var stored = process.database.getCollection("dead-letters").find().first();
        assertThat(String.valueOf(stored)).doesNotContain("Ann");
        var record = Objects.requireNonNull(stored).get("record", Document.class);
        assertThat(new String(record.get("value", Binary.class).getData(), UTF_8))
                .doesNotContain("Ann");
        assertThat(new String(process.deadLetters().getFirst().delivery().value(), UTF_8))
                .contains("Ann");
    }

    @Test
    void laterEventsQueueBehindDeadLetterUntilItIsReplayed() {
        blockAggregate("ord_1", 3);
        process.consumer.before(_ -> {});
        var first = process.deadLetters().getFirst();

        var result = process.deadLetterService.replay(first.id(), "ann");
        process.send(process.event("cus_1", "ord_1", 4));

        assertThat(result).isEqualTo(new DeadLetterReplay.Result(3, true, false, ""));
        await().untilAsserted(() -> assertThat(process.consumer.applied())
                .containsExactly("ord_2:1", "ord_1:1", "ord_1:2", "ord_1:3", "ord_1:4"));
        assertThat(process.deadLetters()).isEmpty();
        assertThat(process.blockedStreams()).isEmpty();
        assertThat(process.audit()).extracting(entry -> entry.getString("by")).containsExactly("ann");
    }

    @Test
    void replayStopsAtFirstFailureAndStoresNewError() {
        blockAggregate("ord_1", 3);
        failAt("ord_1:2");
        var first = process.deadLetters().getFirst();

        var result = process.deadLetterService.replay(first.id(), "ann");

        assertThat(result.replayed()).isEqualTo(1);
        assertThat(result.unblocked()).isFalse();
        assertThat(result.error()).contains("No to ord_1:2");
        assertThat(process.deadLetters()).extracting(DeadLetter::sequence).containsExactly(2L, 3L);
        assertThat(process.deadLetters().getFirst().error()).contains("No to ord_1:2");
        assertThat(process.blockedStreams()).hasSize(1);
    }

    @Test
    void discardIsRecordedWithReasonAndLastOneUnblocksAggregate() {
        blockAggregate("ord_1", 2);

        process.deadLetters().forEach(letter -> process.deadLetterService.discard(letter.id(), "a test order", "ann"));

        assertThat(process.deadLetters()).isEmpty();
        assertThat(process.blockedStreams()).isEmpty();
        assertThat(process.audit())
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry).containsEntry("reason", "a test order"));
    }

    @Test
    void streamStaysBlockedAfterPartitionIsReassigned() {
        blockAggregate("ord_1", 2);
        process.stop();
        process.consumer.before(_ -> {});
        process.start();

        process.send(process.event("cus_1", "ord_1", 3), process.event("cus_1", "ord_3", 1));

        await().untilAsserted(() -> assertThat(process.consumer.applied()).contains("ord_3:1"));
        await().untilAsserted(() -> assertThat(process.deadLetters()).hasSize(3));
        assertThat(process.consumer.applied()).noneMatch(id -> id.startsWith("ord_1"));
    }

    @Test
    void eventsArrivingDuringReplayAreAppliedInOrder() throws InterruptedException {
        blockAggregate("ord_1", 5);
        process.consumer.before(_ -> pauseBriefly());
        var replays = Thread.ofVirtual().start(() -> {
            while (!process.deadLetters().isEmpty()) {
                var _ = process.deadLetterService.replay(
                        process.deadLetters().getFirst().id(), "ann");
            }
        });

        var expected = new ArrayList<String>(List.of("ord_1:1", "ord_1:2", "ord_1:3", "ord_1:4", "ord_1:5"));
        for (var n = 6; n <= 60; n++) {
            process.send(process.event("cus_1", "ord_1", n));
            expected.add("ord_1:" + n);
        }
        replays.join();

        await().untilAsserted(() -> {
            for (var letter : process.deadLetters()) {
                var _ = process.deadLetterService.replay(letter.id(), "ann");
            }
            assertThat(process.consumer.applied().stream().filter(id -> id.startsWith("ord_1")))
                    .containsExactlyElementsOf(expected);
        });
        await().untilAsserted(() -> assertThat(process.blockedStreams()).isEmpty());
    }

    @Test
    void tooManyDeadLettersOfOneAggregatePausePartitionWithReason() {
        process.with(ConsumerProcess.settings(5, 1000));
        process.consumer.before(_ -> {
            throw new RuleBroken("test", "Never");
        });
        for (var n = 1; n <= 8; n++) {
            process.send(process.event("cus_1", "ord_1", n));
        }

        var listeners = process.start();

        await().untilAsserted(() -> assertThat(listeners.groups())
                .flatExtracting(GroupListeners.Group::pauseReasons)
                .anyMatch(reason -> reason.toString().contains("more than 5 dead letters of one aggregate")));
        assertThat(process.deadLetters()).hasSize(5);
        assertThat(process.lag()).isPositive();
    }

    @Test
    void consumerFailingAtEverythingPausesInsteadOfAddingDeadLetters() {
        process.with(ConsumerProcess.settings(1000, 3));
        process.consumer.before(_ -> {
            throw new RuleBroken("test", "Never");
        });
        for (var n = 1; n <= 8; n++) {
            process.send(process.event("cus_1", "ord_" + n, 1));
        }

        var listeners = process.start();

        await().untilAsserted(() -> assertThat(listeners.groups())
                .flatExtracting(GroupListeners.Group::pauseReasons)
                .anyMatch(reason -> reason.toString().contains("failed within ten minutes")));
        assertThat(process.deadLetters()).hasSize(3);
    }

    /** Makes all events of one aggregate dead letters, while another aggregate of the same customer continues. */
    private void blockAggregate(String aggregate, int events) {
        failAt(aggregate + ":1");
        for (var n = 1; n <= events; n++) {
            process.send(process.event("cus_1", aggregate, n));
        }
        process.send(process.event("cus_1", "ord_2", 1));
        var _ = process.start();
        await().untilAsserted(() -> assertThat(process.deadLetters()).hasSize(events));
        await().untilAsserted(() -> assertThat(process.consumer.applied()).containsExactly("ord_2:1"));
        await().untilAsserted(() -> assertThat(process.lag()).isZero());
    }

    private void failAt(String event) {
        process.consumer.before(each -> {
            if (each.id().equals(event)) {
                throw new RuleBroken("test", "No to " + event);
            }
        });
    }

    private static void pauseBriefly() {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(3_000_000));
    }

    private ProducerRecord<byte[], byte[]> headers(Consumer<Headers> change) {
        return with("cus_1".getBytes(UTF_8), "{}".getBytes(UTF_8), change);
    }

    private ProducerRecord<byte[], byte[]> with(
            byte @Nullable [] key, byte @Nullable [] value, Consumer<Headers> change) {
        var good = TestEvents.record(process.event("cus_1", "ord_1", 1));
        change.accept(good.headers());
        return new ProducerRecord<>(process.topic(), null, key, value, good.headers());
    }

    private static void replace(Headers headers, String name, String value) {
        replace(headers, name, value.getBytes(UTF_8));
    }

    private static void replace(Headers headers, String name, byte[] value) {
        headers.remove(name).add(name, value);
    }
}
