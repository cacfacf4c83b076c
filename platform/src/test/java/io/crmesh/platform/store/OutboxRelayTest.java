package io.crmesh.platform.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.CountOptions;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.document.DocumentSnapshot;
import io.crmesh.platform.document.PendingEvents.PendingEvent;
import io.crmesh.platform.outbox.StoreFaultPoints;
import io.crmesh.platform.store.ServiceProcess.Killed;
import io.crmesh.platform.trace.RecordedTraces;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Acknowledged events reach Kafka in order, also after a process is killed; each fault that would break this is
 * detected.
 */
class OutboxRelayTest {

    final String name = ServiceProcess.anyName();
    final String topic = ServiceProcess.in(name).topic();

    @BeforeEach
    void aTopic() throws Exception {
        Published.makeTopic(topic);
    }

    @Test
    void eventsArePublishedInOrderArchivedAndTrimmed() {
        try (var process = ServiceProcess.in(name).start()) {
            var id = process.open("a");
            LongStream.rangeClosed(1, 20).forEach(amount -> process.move(id, amount));

            await().until(() -> process.wallets.backlog().pending() == 0);

            assertThat(Published.firstOccurrences(topic, id)).isEqualTo(sequencesTo(21));
            assertThat(process.wallets.history(id, 0, 50, new AccessScope.All()))
                    .extracting(entry -> entry.event().sequence())
                    .containsExactlyElementsOf(sequencesTo(21).reversed());
            assertThat(rows(process, id)).isEqualTo(21);
        }
    }

    @Test
    void relaySpanBelongsToTheTracesOfItsEvents() {
        var recorded = RecordedTraces.ofAll();
        try (var process = ServiceProcess.in(name).tracedBy(recorded.traces()).idle()) {
            var id = recorded.request("POST /wallets", () -> process.open("a"));
            recorded.traces().follow(null, "POST /moves", () -> process.move(id, 1));

            process.sweepUntilSettled();

            var relay = recorded.span("outbox-relay");
            assertThat(relay.getTraceId())
                    .isEqualTo(recorded.span("POST /wallets").getTraceId());
            assertThat(relay.getLinks())
                    .extracting(link -> link.getSpanContext().getTraceId())
                    .containsExactly(recorded.span("POST /moves").getTraceId());
        }
    }

    /** The number of rows in history. */
    private static long rows(ServiceProcess process, String id) {
        return process.database
                .getCollection("wallets.history")
                .countDocuments(new BsonDocument("aggregate", new BsonString(id)), new CountOptions().comment("test"));
    }

    @ParameterizedTest
    @EnumSource(
            value = StoreFaultPoints.Step.class,
            names = {"TAKEN", "ARCHIVED", "ROWS_INSERTED", "SENT", "TRIMMED"})
    void processKilledAfterAnyStepLosesNoEvent(StoreFaultPoints.Step step) {
        String id;
        try (var killed = ServiceProcess.in(name).with(killedAt(step)).start()) {
            id = killed.open("a");
            killed.move(id, 1);
            killed.move(id, 2);
        }

        try (var other = ServiceProcess.in(name).idle()) {
            other.sweepUntilSettled();

            assertThat(Published.firstOccurrences(topic, id)).isEqualTo(sequencesTo(3));
            assertThat(rows(other, id)).isEqualTo(3);
            assertThat(Published.all(topic))
                    .allSatisfy(event -> assertThat(new String(event.body(), UTF_8))
                            .doesNotContain("Ann")
                            .doesNotContain("@x.example"));
        }
    }

    @Test
    void eventsStayPendingWhileTheBrokerIsAway() {
        String id;
        try (var cutOff = ServiceProcess.in(name).brokerAt("127.0.0.1:1").start()) {
            id = cutOff.open("a");
            cutOff.move(id, 1);
            assertThat(cutOff.wallets.backlog().pending()).isEqualTo(1);
        }

        try (var other = ServiceProcess.in(name).idle()) {
            other.sweepUntilSettled();
            assertThat(Published.firstOccurrences(topic, id)).isEqualTo(sequencesTo(2));
        }
    }

    @Test
    void eventsOfAnotherProcessArePublishedFirst() {
        assertThat(orderAfterTakeover(StoreFaultPoints.SOUND)).containsExactly(1L, 2L);
    }

    @Test
    void sendingOnlyOwnEventsIsDetected() {
        var ownEventsOnly = new StoreFaultPoints() {
            @Override
            public List<PendingEvent> toSend(DocumentSnapshot snapshot) {
                return snapshot.pending().events().stream()
                        .filter(event -> event.version() == snapshot.version())
                        .toList();
            }
        };

        assertThat(orderAfterTakeover(ownEventsOnly)).isNotEqualTo(List.of(1L, 2L));
    }

    private List<Long> orderAfterTakeover(StoreFaultPoints faults) {
        String id;
        try (var first = ServiceProcess.in(name).idle()) {
            id = first.open("a");
        }
        try (var second = ServiceProcess.in(name).with(faults).start()) {
            second.move(id, 1);
            await().until(() -> !Published.all(topic).isEmpty());
            second.sweepUntilSettled();
        }
        return Published.firstOccurrences(topic, id);
    }

    @Test
    void unpublishedEventsAreNotTrimmed() {
        assertThat(pendingAfterFailedSend(StoreFaultPoints.SOUND)).isEqualTo(1);
    }

    @Test
    void trimmingBeforeAcknowledgementIsDetected() {
        var trimAnyway = new StoreFaultPoints() {
            @Override
            public boolean mayTrim(boolean acknowledged, boolean archived) {
                return true;
            }
        };

        assertThat(pendingAfterFailedSend(trimAnyway)).isZero();
    }

    private long pendingAfterFailedSend(StoreFaultPoints faults) {
        var tried = new AtomicBoolean();
        var watched = delegating(faults, step -> tried.compareAndSet(false, step == StoreFaultPoints.Step.TRIMMED));
        try (var cutOff =
                ServiceProcess.in(name).with(watched).brokerAt("127.0.0.1:1").start()) {
            var _ = cutOff.open("a");
            await().untilTrue(tried);
            return cutOff.wallets.backlog().pending();
        }
    }

    @Test
    void eventsAddedDuringPublishingStayPending() {
        assertThat(sequencesAfterConcurrentCommand(StoreFaultPoints.SOUND)).containsExactly(1L, 2L);
    }

    @Test
    void trimmingWithoutSequenceGuardIsDetected() {
        var byIdOnly = new StoreFaultPoints() {
            @Override
            public BsonDocument nothingCameAfter(DocumentSnapshot snapshot) {
                return DocumentSnapshot.byId(snapshot.id());
            }
        };

        assertThat(sequencesAfterConcurrentCommand(byIdOnly)).containsExactly(1L);
    }

    /** A second process changes the aggregate between the first one's send and its trim. */
    private List<Long> sequencesAfterConcurrentCommand(StoreFaultPoints faults) {
        try (var between = ServiceProcess.in(name).idle()) {
            var once = new AtomicBoolean();
            var id = between.open("a");
            var interrupted = delegating(faults, step -> {
                if (step == StoreFaultPoints.Step.SENT && once.compareAndSet(false, true)) {
                    between.move(id, 5);
                }
            });
            try (var process = ServiceProcess.in(name).with(interrupted).idle()) {
                process.sweepUntilSettled();
            }
            return Published.firstOccurrences(topic, id);
        }
    }

    @Test
    void overwritingPendingEventsIsDetected() {
        var replacing = new StoreFaultPoints() {
            @Override
            public BsonDocument update(BsonDocument update) {
                var changed = update.clone();
                var push = changed.getDocument("$push");
                changed.getDocument("$set")
                        .append(
                                "pending.events",
                                push.getDocument("pending.events").getArray("$each"));
                push.keySet().remove("pending.events");
                return changed;
            }
        };

        assertThat(sequencesAfterTwoCommands(StoreFaultPoints.SOUND)).containsExactly(1L, 2L);
        assertThat(sequencesAfterTwoCommands(replacing)).doesNotContain(1L);
    }

    private List<Long> sequencesAfterTwoCommands(StoreFaultPoints faults) {
        var key = "two-" + System.identityHashCode(faults);
        String id;
        try (var process = ServiceProcess.in(name).with(faults).idle()) {
            id = process.open(key);
            process.move(id, 1);
        }
        try (var other = ServiceProcess.in(name).idle()) {
            other.sweepUntilSettled();
            return Published.firstOccurrences(topic, id);
        }
    }

    private static StoreFaultPoints killedAt(StoreFaultPoints.Step step) {
        var dead = new AtomicBoolean();
        return delegating(StoreFaultPoints.SOUND, reached -> {
            if (dead.get() || reached == step) {
                dead.set(true);
                throw new Killed();
            }
        });
    }

    private static StoreFaultPoints delegating(StoreFaultPoints faults, Consumer<StoreFaultPoints.Step> steps) {
        return new StoreFaultPoints() {
            @Override
            public BsonDocument update(BsonDocument update) {
                return faults.update(update);
            }

            @Override
            public List<PendingEvent> toSend(DocumentSnapshot snapshot) {
                return faults.toSend(snapshot);
            }

            @Override
            public boolean mayTrim(boolean acknowledged, boolean archived) {
                return faults.mayTrim(acknowledged, archived);
            }

            @Override
            public BsonDocument nothingCameAfter(DocumentSnapshot snapshot) {
                return faults.nothingCameAfter(snapshot);
            }

            @Override
            public void reached(Step step) {
                steps.accept(step);
            }
        };
    }

    private static List<Long> sequencesTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
