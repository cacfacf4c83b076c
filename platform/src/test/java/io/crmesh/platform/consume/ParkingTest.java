package io.crmesh.platform.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.consume.ParkedRow.State;
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

class ParkingTest {

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
    void whateverCannotBeReadIsParkedAndBlocksNothing() {
        var bad = List.of(
                with(null, "{}".getBytes(UTF_8), _ -> {}),
                with("cus_1".getBytes(UTF_8), null, _ -> {}),
                new ProducerRecord<byte[], byte[]>(site.topic(), "cus_1".getBytes(UTF_8), "{}".getBytes(UTF_8)),
                headers(headers -> headers.add("ce_id", "ord_1:1".getBytes(UTF_8))),
                headers(headers -> replace(headers, "ce_actor", new byte[] {(byte) 0xC3, (byte) 0x28})),
                headers(headers -> replace(headers, "ce_source", "/crm/others")),
                headers(headers -> replace(headers, "ce_type", "ORDER PLACED")),
                headers(headers -> replace(headers, "ce_sequence", "abc")),
                headers(headers -> replace(headers, "ce_sequence", "0")),
                headers(headers -> replace(headers, "ce_sequence", "-1")),
                headers(headers -> replace(headers, "ce_sequence", "9223372036854775808")),
                headers(headers -> replace(headers, "ce_time", "yesterday")),
                headers(headers -> headers.add("ce_customer", null)),
                with("cus_1".getBytes(UTF_8), new byte[1_000_000], _ -> {}),
                with("cus_1".getBytes(UTF_8), new byte[20_000_000], _ -> {}));

        bad.forEach(site::send);
        site.send(site.fact("cus_1", "ord_9", 1), site.fact("cus_2", "ord_2", 1));
        site.start();

        await().untilAsserted(() -> assertThat(site.parked()).hasSize(bad.size()));
        await().untilAsserted(() -> assertThat(site.ledger.applied()).containsExactlyInAnyOrder("ord_9:1", "ord_2:1"));
        assertThat(site.parked()).allSatisfy(row -> {
            assertThat(row.state()).isEqualTo(State.PARKED);
            assertThat(row.stream()).isNull();
            assertThat(row.error()).startsWith("Unreadable: ");
        });
        await().untilAsserted(() -> assertThat(site.lag()).isZero());
    }

    @Test
    void aBodyOfTheWrongTypeOrCutShortParksItsAggregateAlone() {
        record Body(int n) {}
        site.ledger.before(fact -> assertThat(Facts.read(fact, Body.class)).isNotNull());
        site.send(Told.fact(site.service, "cus_1", "ord_1", 1, "{\"n\":\"many\"}"));
        site.send(Told.fact(site.service, "cus_1", "ord_2", 1, "{\"n\":1"));
        site.send(site.fact("cus_1", "ord_1", 2), site.fact("cus_1", "ord_3", 1));

        site.start();

        await().untilAsserted(() -> assertThat(site.parked()).hasSize(3));
        await().untilAsserted(() -> assertThat(site.ledger.applied()).containsExactly("ord_3:1"));
        assertThat(site.parked())
                .extracting(ParkedRow::error)
                .filteredOn(error -> !error.isEmpty())
                .hasSize(2);
        assertThat(site.lots()).hasSize(2);
    }

    @Test
    void aRefusedFactIsTriedOnceAndAnUnknownFailureSeveralTimes() {
        site.ledger.before(fact -> {
            if (fact.subject().equals("ord_1")) {
                throw new RuleBroken("test", "Never");
            }
            if (fact.subject().equals("ord_2")) {
                throw new IllegalStateException("secret");
            }
        });
        site.send(site.fact("cus_1", "ord_1", 1), site.fact("cus_2", "ord_2", 1));

        site.start();

        await().untilAsserted(() -> assertThat(site.parked()).hasSize(2));
        assertThat(site.ledger.seen().stream().filter("ord_1:1"::equals)).hasSize(1);
        assertThat(site.ledger.seen().stream().filter("ord_2:1"::equals)).hasSize(3);
        assertThat(site.parked()).extracting(ParkedRow::error).noneMatch(error -> error.contains("secret"));
    }

    @Test
    void whatAParkedRecordSaysIsSealed() {
        var value = "{\"somebody\": \"Ann\"}".getBytes(UTF_8);
        site.send(new ProducerRecord<byte[], byte[]>(site.topic(), "cus_1".getBytes(UTF_8), value));
        site.start();

        await().untilAsserted(() -> assertThat(site.parked()).hasSize(1));
        var stored = site.database.getCollection("parked").find().first();
        assertThat(String.valueOf(stored)).doesNotContain("Ann");
        var record = Objects.requireNonNull(stored).get("record", Document.class);
        assertThat(new String(record.get("value", Binary.class).getData(), UTF_8))
                .doesNotContain("Ann");
        assertThat(new String(site.parked().getFirst().delivery().value(), UTF_8))
                .contains("Ann");
    }

    @Test
    void laterFactsStandBehindAParkedOneUntilItIsReplayed() {
        parkFirstOf("ord_1", 3);
        site.ledger.before(_ -> {});
        var first = site.parked().getFirst();

        var result = site.settling.replay(first.id(), "ann");
        site.send(site.fact("cus_1", "ord_1", 4));

        assertThat(result).isEqualTo(new Draining.Result(3, true, false, ""));
        await().untilAsserted(() -> assertThat(site.ledger.applied())
                .containsExactly("ord_2:1", "ord_1:1", "ord_1:2", "ord_1:3", "ord_1:4"));
        assertThat(site.parked()).isEmpty();
        assertThat(site.lots()).isEmpty();
        assertThat(site.audit()).extracting(entry -> entry.getString("by")).containsExactly("ann");
    }

    @Test
    void aReplayStopsAtTheFirstFailureAndKeepsTheNewError() {
        parkFirstOf("ord_1", 3);
        failAt("ord_1:2");
        var first = site.parked().getFirst();

        var result = site.settling.replay(first.id(), "ann");

        assertThat(result.settled()).isEqualTo(1);
        assertThat(result.drained()).isFalse();
        assertThat(result.error()).contains("No to ord_1:2");
        assertThat(site.parked()).extracting(ParkedRow::sequence).containsExactly(2L, 3L);
        assertThat(site.parked().getFirst().error()).contains("No to ord_1:2");
        assertThat(site.lots()).hasSize(1);
    }

    @Test
    void aDiscardedRecordIsGoneForAReasonAndTheLastOneLetsTheAggregateFlow() {
        parkFirstOf("ord_1", 2);

        site.parked().forEach(row -> site.settling.discard(row.id(), "a test order", "ann"));

        assertThat(site.parked()).isEmpty();
        assertThat(site.lots()).isEmpty();
        assertThat(site.audit())
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry).containsEntry("words", "a test order"));
    }

    @Test
    void whatIsParkedStaysParkedForWhoeverTakesThePartitionOver() {
        parkFirstOf("ord_1", 2);
        site.stop();
        site.ledger.before(_ -> {});
        site.start();

        site.send(site.fact("cus_1", "ord_1", 3), site.fact("cus_1", "ord_3", 1));

        await().untilAsserted(() -> assertThat(site.ledger.applied()).contains("ord_3:1"));
        await().untilAsserted(() -> assertThat(site.parked()).hasSize(3));
        assertThat(site.ledger.applied()).noneMatch(id -> id.startsWith("ord_1"));
    }

    @Test
    void orderHoldsWhileFactsArriveDuringTheReplay() throws InterruptedException {
        parkFirstOf("ord_1", 5);
        site.ledger.before(_ -> pauseALittle());
        var replays = Thread.ofVirtual().start(() -> {
            while (!site.parked().isEmpty()) {
                var _ = site.settling.replay(site.parked().getFirst().id(), "ann");
            }
        });

        var expected = new ArrayList<String>(List.of("ord_1:1", "ord_1:2", "ord_1:3", "ord_1:4", "ord_1:5"));
        for (var n = 6; n <= 60; n++) {
            site.send(site.fact("cus_1", "ord_1", n));
            expected.add("ord_1:" + n);
        }
        replays.join();

        await().untilAsserted(() -> {
            for (var row : site.parked()) {
                var _ = site.settling.replay(row.id(), "ann");
            }
            assertThat(site.ledger.applied().stream().filter(id -> id.startsWith("ord_1")))
                    .containsExactlyElementsOf(expected);
        });
        await().untilAsserted(() -> assertThat(site.lots()).isEmpty());
    }

    @Test
    void tooManyRowsOfOneAggregatePauseThePartitionAndSayWhy() {
        site.with(Site.settings(5, 1000));
        site.ledger.before(_ -> {
            throw new RuleBroken("test", "Never");
        });
        for (var n = 1; n <= 8; n++) {
            site.send(site.fact("cus_1", "ord_1", n));
        }

        var listeners = site.start();

        await().untilAsserted(() -> assertThat(listeners.groups())
                .flatExtracting(Listeners.Group::waitsFor)
                .anyMatch(reason -> reason.toString().contains("more than 5 records of one aggregate")));
        assertThat(site.parked()).hasSize(5);
        assertThat(site.lag()).isPositive();
    }

    @Test
    void aConsumerThatFailsAtEverythingPausesInsteadOfParkingIt() {
        site.with(Site.settings(1000, 3));
        site.ledger.before(_ -> {
            throw new RuleBroken("test", "Never");
        });
        for (var n = 1; n <= 8; n++) {
            site.send(site.fact("cus_1", "ord_" + n, 1));
        }

        var listeners = site.start();

        await().untilAsserted(() -> assertThat(listeners.groups())
                .flatExtracting(Listeners.Group::waitsFor)
                .anyMatch(reason -> reason.toString().contains("failed within ten minutes")));
        assertThat(site.parked()).hasSize(3);
    }

    /** One aggregate with so many facts, all of which stand parked, and another of the same customer that flows. */
    private void parkFirstOf(String aggregate, int facts) {
        failAt(aggregate + ":1");
        for (var n = 1; n <= facts; n++) {
            site.send(site.fact("cus_1", aggregate, n));
        }
        site.send(site.fact("cus_1", "ord_2", 1));
        var _ = site.start();
        await().untilAsserted(() -> assertThat(site.parked()).hasSize(facts));
        await().untilAsserted(() -> assertThat(site.ledger.applied()).containsExactly("ord_2:1"));
        await().untilAsserted(() -> assertThat(site.lag()).isZero());
    }

    private void failAt(String fact) {
        site.ledger.before(one -> {
            if (one.id().equals(fact)) {
                throw new RuleBroken("test", "No to " + fact);
            }
        });
    }

    private static void pauseALittle() {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(3_000_000));
    }

    private ProducerRecord<byte[], byte[]> headers(Consumer<Headers> change) {
        return with("cus_1".getBytes(UTF_8), "{}".getBytes(UTF_8), change);
    }

    private ProducerRecord<byte[], byte[]> with(
            byte @Nullable [] key, byte @Nullable [] value, Consumer<Headers> change) {
        var good = Told.record(site.fact("cus_1", "ord_1", 1));
        change.accept(good.headers());
        return new ProducerRecord<>(site.topic(), null, key, value, good.headers());
    }

    private static void replace(Headers headers, String name, String value) {
        replace(headers, name, value.getBytes(UTF_8));
    }

    private static void replace(Headers headers, String name, byte[] value) {
        headers.remove(name).add(name, value);
    }
}
