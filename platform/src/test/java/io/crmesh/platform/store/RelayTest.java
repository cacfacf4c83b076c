package io.crmesh.platform.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.platform.Scope;
import io.crmesh.platform.store.Pending.OwedFact;
import io.crmesh.platform.store.ServiceProcess.Killed;
import io.crmesh.platform.trace.RecordedTraces;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was acknowledged reaches Kafka, in order, whoever dies when; and the tempting mistakes are noticed. */
class RelayTest {

    final String name = ServiceProcess.anyName();
    final String topic = ServiceProcess.in(name).topic();

    @BeforeEach
    void aTopic() throws Exception {
        Published.makeTopic(topic);
    }

    @Test
    void factsArePublishedInOrderKeptInHistoryAndTrimmed() {
        try (var process = ServiceProcess.in(name).start()) {
            var id = process.open("a");
            LongStream.rangeClosed(1, 20).forEach(amount -> process.move(id, amount));

            await().until(() -> process.wallets.backlog().pending() == 0);

            assertThat(Published.firstOccurrences(topic, id)).isEqualTo(sequencesTo(21));
            assertThat(process.wallets.history(id, 0, 50, new Scope.All()))
                    .extracting(entry -> entry.fact().sequence())
                    .containsExactlyElementsOf(sequencesTo(21).reversed());
            assertThat(openEnds(process, id)).isEqualTo(1);
        }
    }

    @Test
    void theRelayBelongsToTheTracesOfItsFacts() {
        var recorded = RecordedTraces.ofAll();
        try (var process = ServiceProcess.in(name).tracedBy(recorded.traces()).idle()) {
            var id = recorded.request("POST /wallets", () -> process.open("a"));
            recorded.traces().follow(null, "POST /moves", () -> process.move(id, 1));

            process.sweepUntilSettled();

            var relay = recorded.span("relay");
            assertThat(relay.getTraceId())
                    .isEqualTo(recorded.span("POST /wallets").getTraceId());
            assertThat(relay.getLinks())
                    .extracting(link -> link.getSpanContext().getTraceId())
                    .containsExactly(recorded.span("POST /moves").getTraceId());
        }
    }

    /** How many rows of history have no end: only the last may have none. */
    private static long openEnds(ServiceProcess process, String id) {
        return process.database
                .getCollection("wallets.history")
                .countDocuments(new BsonDocument("aggregate", new BsonString(id))
                        .append("validTo", new BsonDocument("$exists", BsonBoolean.FALSE)));
    }

    @ParameterizedTest
    @EnumSource(
            value = StoreRules.Step.class,
            names = {"TAKEN", "ARCHIVED", "FOLLOWED", "SENT", "TRIMMED"})
    void aProcessMayDieAfterAnyStep(StoreRules.Step step) {
        String id;
        try (var dying = ServiceProcess.in(name).with(dyingAt(step)).start()) {
            id = dying.open("a");
            dying.move(id, 1);
            dying.move(id, 2);
        }

        try (var other = ServiceProcess.in(name).idle()) {
            other.sweepUntilSettled();

            assertThat(Published.firstOccurrences(topic, id)).isEqualTo(sequencesTo(3));
            assertThat(openEnds(other, id)).isEqualTo(1);
            assertThat(Published.all(topic))
                    .allSatisfy(fact -> assertThat(new String(fact.body(), UTF_8))
                            .doesNotContain("Ann")
                            .doesNotContain("@x.example"));
        }
    }

    @Test
    void whatTheBrokerDidNotTakeStaysOwed() {
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
    void soundRulesPublishWhatASlowerProcessLeftBehindFirst() {
        assertThat(orderAfterATakeover(StoreRules.SOUND)).containsExactly(1L, 2L);
    }

    @Test
    void sendingOnlyOnesOwnFactsIsNoticed() {
        var ownFactsOnly = new StoreRules() {
            @Override
            public List<OwedFact> toSend(Image image) {
                return image.pending().facts().stream()
                        .filter(fact -> fact.version() == image.version())
                        .toList();
            }
        };

        assertThat(orderAfterATakeover(ownFactsOnly)).isNotEqualTo(List.of(1L, 2L));
    }

    private List<Long> orderAfterATakeover(StoreRules rules) {
        String id;
        try (var first = ServiceProcess.in(name).idle()) {
            id = first.open("a");
        }
        try (var second = ServiceProcess.in(name).with(rules).start()) {
            second.move(id, 1);
            await().until(() -> !Published.all(topic).isEmpty());
            second.sweepUntilSettled();
        }
        return Published.firstOccurrences(topic, id);
    }

    @Test
    void soundRulesLetGoOnlyOfWhatIsPublished() {
        assertThat(owedAfterAFailedSend(StoreRules.SOUND)).isEqualTo(1);
    }

    @Test
    void trimmingBeforeTheAcknowledgementIsNoticed() {
        var trimAnyway = new StoreRules() {
            @Override
            public boolean settled(boolean acknowledged, boolean archived) {
                return true;
            }
        };

        assertThat(owedAfterAFailedSend(trimAnyway)).isZero();
    }

    private long owedAfterAFailedSend(StoreRules rules) {
        var tried = new AtomicBoolean();
        var watched = delegating(rules, step -> tried.compareAndSet(false, step == StoreRules.Step.TRIMMED));
        try (var cutOff =
                ServiceProcess.in(name).with(watched).brokerAt("127.0.0.1:1").start()) {
            var _ = cutOff.open("a");
            await().untilTrue(tried);
            return cutOff.wallets.backlog().pending();
        }
    }

    @Test
    void soundRulesKeepWhatCameWhileTheyWerePublishing() {
        assertThat(sequencesAfterACommandInBetween(StoreRules.SOUND)).containsExactly(1L, 2L);
    }

    @Test
    void trimmingWithoutTheSequenceGuardIsNoticed() {
        var byIdOnly = new StoreRules() {
            @Override
            public BsonDocument nothingCameAfter(Image image) {
                return Store.byId(image.id());
            }
        };

        assertThat(sequencesAfterACommandInBetween(byIdOnly)).containsExactly(1L);
    }

    /** A second process changes the aggregate between the first one's send and its trim. */
    private List<Long> sequencesAfterACommandInBetween(StoreRules rules) {
        try (var between = ServiceProcess.in(name).idle()) {
            var once = new AtomicBoolean();
            var id = between.open("a");
            var interrupted = delegating(rules, step -> {
                if (step == StoreRules.Step.SENT && once.compareAndSet(false, true)) {
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
    void writingTheDocumentAnewWithoutWhatIsPendingIsNoticed() {
        var replacing = new StoreRules() {
            @Override
            public BsonDocument update(BsonDocument update) {
                var changed = update.clone();
                var push = changed.getDocument("$push");
                changed.getDocument("$set")
                        .append(
                                "pending.facts",
                                push.getDocument("pending.facts").getArray("$each"));
                push.keySet().remove("pending.facts");
                return changed;
            }
        };

        assertThat(sequencesAfterTwoCommands(StoreRules.SOUND)).containsExactly(1L, 2L);
        assertThat(sequencesAfterTwoCommands(replacing)).doesNotContain(1L);
    }

    private List<Long> sequencesAfterTwoCommands(StoreRules rules) {
        var key = "two-" + System.identityHashCode(rules);
        String id;
        try (var process = ServiceProcess.in(name).with(rules).idle()) {
            id = process.open(key);
            process.move(id, 1);
        }
        try (var other = ServiceProcess.in(name).idle()) {
            other.sweepUntilSettled();
            return Published.firstOccurrences(topic, id);
        }
    }

    private static StoreRules dyingAt(StoreRules.Step step) {
        var dead = new AtomicBoolean();
        return delegating(StoreRules.SOUND, reached -> {
            if (dead.get() || reached == step) {
                dead.set(true);
                throw new Killed();
            }
        });
    }

    private static StoreRules delegating(StoreRules rules, Consumer<StoreRules.Step> steps) {
        return new StoreRules() {
            @Override
            public BsonDocument update(BsonDocument update) {
                return rules.update(update);
            }

            @Override
            public List<OwedFact> toSend(Image image) {
                return rules.toSend(image);
            }

            @Override
            public boolean settled(boolean acknowledged, boolean archived) {
                return rules.settled(acknowledged, archived);
            }

            @Override
            public BsonDocument nothingCameAfter(Image image) {
                return rules.nothingCameAfter(image);
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
