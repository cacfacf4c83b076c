package io.crmesh.platform.listener;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.deadletter.DeadLetter;
import io.crmesh.platform.deadletter.DeadLetter.State;
import io.crmesh.platform.event.RecordedEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** An event that rests on another aggregate's is applied after that one, which arrives late or is fetched. */
class RestingEventsTest {

    private final JsonMapper json = JsonMapper.builder().build();
    private final Map<String, List<RecordedEvent>> owned = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private ConsumerProcess process;
    private HttpServer owner;
    private volatile boolean away;

    @BeforeEach
    void startProcessAndOwner() throws IOException, InterruptedException {
        process = new ConsumerProcess().withTopic();
        owner = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        owner.createContext("/internal/events/", this::answer);
        owner.start();
        process.ownerAt(URI.create("http://127.0.0.1:" + owner.getAddress().getPort()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var subject = path.substring(path.lastIndexOf('/') + 1);
        var after = Long.parseLong(exchange.getRequestURI().getQuery().replaceAll(".*after=(\\d+).*", "$1"));
        requests.add(subject);
        var events = owned.getOrDefault(subject, List.of()).stream()
                .filter(event -> event.sequence() > after)
                .toList();
        var body = json.writeValueAsBytes(events);
        exchange.sendResponseHeaders(away ? 503 : owned.containsKey(subject) ? 200 : 404, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterEach
    void closeBoth() {
        process.close();
        owner.stop(0);
    }

    private RecordedEvent customer(long sequence) {
        return process.event("cus_1", "cus_1", sequence);
    }

    private RecordedEvent order(String id, long sequence, long customer) {
        return process.event("cus_1", id, sequence).restingOn(customer(customer).reference());
    }

    private void owns(RecordedEvent... events) {
        owned.put(events[0].subject(), List.of(events));
    }

    private void awaitApplied(String... ids) {
        await().untilAsserted(() -> assertThat(process.consumer.applied()).containsExactly(ids));
    }

    private Collection<State> states() {
        return new ArrayList<>(
                process.deadLetters().stream().map(DeadLetter::state).toList());
    }

    private void awaitNothingWaiting() {
        await().untilAsserted(() -> assertThat(process.blockedStreams()).isEmpty());
        assertThat(process.deadLetters()).isEmpty();
    }

    @Test
    void eventThatArrivesFirstIsAppliedAfterTheOneItRestsOn() {
        process.start();
        process.send(order("ord_1", 1, 1), order("ord_1", 2, 1), process.event("cus_1", "ord_old", 1));
        await().untilAsserted(() -> assertThat(states()).containsExactly(State.AWAITING_GAP, State.AWAITING_GAP));
        assertThat(process.consumer.applied()).containsExactly("ord_old:1");

        process.send(customer(1));

        awaitApplied("ord_old:1", "cus_1:1", "ord_1:1", "ord_1:2");
        awaitNothingWaiting();
        var waited = requireNonNull(process.consumer.wait("ord_1:1"));
        assertThat(waited.on()).isEqualTo("cus_1:1");
        assertThat(waited.since()).isBefore(waited.until());
        assertThat(process.consumer.wait("cus_1:1")).isNull();
    }

    @Test
    void eventsThatBeganAsAGapTellForWhichTheyWaited() {
        away = true; // nothing is fetched
        process.start();
        process.send(order("ord_1", 2, 1), order("ord_1", 1, 1));
        await().untilAsserted(() -> assertThat(states()).containsExactly(State.AWAITING_GAP, State.AWAITING_GAP));

        process.send(customer(1));

        awaitApplied("cus_1:1", "ord_1:1", "ord_1:2");
        assertThat(requireNonNull(process.consumer.wait("ord_1:1")).on()).isEqualTo("cus_1:1");
        assertThat(requireNonNull(process.consumer.wait("ord_1:2")).on()).isEqualTo("ord_1:1");
    }

    @Test
    void eventBehindTheOneItRestsOnDoesNotWait() {
        process.send(customer(1), customer(2), order("ord_1", 1, 2), order("ord_2", 1, 1));

        process.start();

        awaitApplied("cus_1:1", "cus_1:2", "ord_1:1", "ord_2:1");
        assertThat(process.consumer.wait("ord_1:1")).isNull();
        assertThat(requests).isEmpty();
    }

    @Test
    void eventThatDoesNotArriveIsFetchedFromItsOwner() {
        owns(customer(1), customer(2), customer(3));
        process.start();
        process.send(customer(1), order("ord_1", 1, 3));

        awaitApplied("cus_1:1", "cus_1:2", "cus_1:3", "ord_1:1");
        awaitNothingWaiting();
        assertThat(requests).contains("cus_1");
        process.send(customer(2), customer(3), order("ord_2", 1, 3));
        awaitApplied("cus_1:1", "cus_1:2", "cus_1:3", "ord_1:1", "ord_2:1");
    }

    @Test
    void eventWaitsAsLongAsTheOwnerIsAway() {
        away = true;
        process.start();
        process.send(order("ord_1", 1, 1), process.event("cus_2", "ord_2", 1));

        awaitApplied("ord_2:1");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(process.deadLetters())
                        .singleElement()
                        .satisfies(letter ->
                                assertThat(letter.at()).isBefore(Instant.now().minus(longerThanTheBound()))));
        assertThat(states()).containsExactly(State.AWAITING_GAP);
        assertThat(process.lag()).isZero();

        owns(customer(1));
        away = false;

        awaitApplied("ord_2:1", "cus_1:1", "ord_1:1");
        awaitNothingWaiting();
    }

    private static Duration longerThanTheBound() {
        return ConsumerProcess.WAIT_AT_MOST.plusMillis(500);
    }

    @Test
    void eventWhoseBaseTheOwnerDoesNotHaveBecomesADeadLetterInTheEnd() {
        process.start();

        process.send(order("ord_1", 1, 1));

        await().untilAsserted(() -> assertThat(states()).containsExactly(State.FAILED));
        assertThat(process.deadLetters().getFirst().error()).startsWith("MissingEvents");
        assertThat(process.consumer.applied()).isEmpty();
    }

    @Test
    void eventWaitsUntilADeadLetterThatItRestsOnIsSettled() {
        owns(customer(1));
        process.consumer.before(event -> {
            if (event.id().equals("cus_1:1")) {
                throw new RuleBroken("no", "cannot be applied");
            }
        });
        process.start();
        process.send(customer(1), order("ord_1", 1, 1));
        await().untilAsserted(() -> assertThat(requests).hasSizeGreaterThan(1));
        assertThat(states()).containsExactlyInAnyOrder(State.FAILED, State.AWAITING_GAP);

        process.consumer.before(_ -> {});
        var failed = process.deadLetters().stream()
                .filter(letter -> letter.state() == State.FAILED)
                .findFirst()
                .orElseThrow();
        var _ = process.deadLetterService.replay(failed.id(), "ann");

        awaitApplied("cus_1:1", "ord_1:1");
        awaitNothingWaiting();
    }

    @Test
    void eventWhoseBaseIsOnlyFetchedAndCannotBeAppliedBecomesADeadLetterInTheEnd() {
        owns(customer(1));
        process.consumer.before(event -> {
            if (event.id().equals("cus_1:1")) {
                throw new RuleBroken("no", "cannot be applied");
            }
        });
        process.start();

        process.send(order("ord_1", 1, 1));

        await().untilAsserted(() -> assertThat(states()).containsExactly(State.FAILED));
        assertThat(process.deadLetters().getFirst().error()).contains("rests on cus_1:1, which cannot be applied");
        assertThat(process.consumer.applied()).isEmpty();
    }

    @Test
    void missingPredecessorsWaitForWhatTheyRestOn() {
        owns(customer(1));
        owned.put("ord_1", List.of(order("ord_1", 1, 1), order("ord_1", 2, 1)));
        process.start();

        process.send(order("ord_1", 3, 1));

        awaitApplied("cus_1:1", "ord_1:1", "ord_1:2", "ord_1:3");
        awaitNothingWaiting();
    }

    @Test
    void circleOfAFaultyProducerEndsAsADeadLetter() {
        var one = process.event("cus_1", "ord_1", 1)
                .restingOn(process.event("cus_1", "ord_2", 1).reference());
        var other = process.event("cus_1", "ord_2", 1).restingOn(one.reference());
        owned.put("ord_1", List.of(one));
        owned.put("ord_2", List.of(other));
        process.start();

        process.send(one);

        await().untilAsserted(() -> assertThat(states()).containsExactly(State.FAILED));
        assertThat(process.consumer.applied()).isEmpty();
    }
}
