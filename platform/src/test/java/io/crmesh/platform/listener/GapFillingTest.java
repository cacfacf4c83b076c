package io.crmesh.platform.listener;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.crmesh.platform.deadletter.DeadLetter;
import io.crmesh.platform.deadletter.DeadLetter.State;
import io.crmesh.platform.event.RecordedEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class GapFillingTest {

    private final JsonMapper json = JsonMapper.builder().build();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private ConsumerProcess process;
    private HttpServer owner;
    private volatile int status = 200;
    private volatile long events = 40;

    @BeforeEach
    void startProcessAndOwner() throws IOException, InterruptedException {
        process = new ConsumerProcess().withTopic();
        owner = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        owner.createContext("/internal/events/ord_1", exchange -> {
            requests.add(exchange.getRequestURI().getQuery());
            var after = Long.parseLong(exchange.getRequestURI().getQuery().replaceAll(".*after=(\\d+).*", "$1"));
            var body = status == 200 ? json.writeValueAsBytes(eventsAfter(after)) : "{}".getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        owner.start();
        process.ownerAt(URI.create("http://127.0.0.1:" + owner.getAddress().getPort()));
    }

    private List<RecordedEvent> eventsAfter(long after) {
        return LongStream.rangeClosed(after + 1, events)
                .mapToObj(n -> process.event("cus_1", "ord_1", n))
                .toList();
    }

    @AfterEach
    void closeBoth() {
        process.close();
        owner.stop(0);
    }

    @Test
    void missingEventsAreFetchedFromOwnerBeforeWaitingEventsAreApplied() {
        process.send(
                process.event("cus_1", "ord_1", 41),
                process.event("cus_1", "ord_1", 42),
                process.event("cus_1", "ord_2", 1));

        process.start();

        await().untilAsserted(() -> assertThat(process.consumer.applied()).hasSize(43));
        assertThat(process.consumer.applied().stream().filter(id -> id.startsWith("ord_1")))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 42)
                        .mapToObj(n -> "ord_1:" + n)
                        .toList());
        await().untilAsserted(() -> assertThat(process.blockedStreams()).isEmpty());
        assertThat(process.deadLetters()).isEmpty();
        assertThat(requireNonNull(process.consumer.wait("ord_1:41")).on()).isEqualTo("ord_1:40");
        assertThat(requireNonNull(process.consumer.wait("ord_1:42")).on()).isEqualTo("ord_1:41");
    }

    @Test
    void onlyMissingEventsAreFetched() {
        process.start();
        for (var n = 1; n <= 30; n++) {
            process.send(process.event("cus_1", "ord_1", n));
        }
        await().untilAsserted(() -> assertThat(process.consumer.applied()).hasSize(30));

        process.send(process.event("cus_1", "ord_1", 32));

        await().untilAsserted(() -> assertThat(process.consumer.applied()).endsWith("ord_1:31", "ord_1:32"));
        assertThat(requests).containsExactly("after=30&limit=200");
    }

    @Test
    void unavailableOwnerIsAskedAgainAndOtherAggregatesContinue() {
        status = 503;
        process.send(process.event("cus_1", "ord_1", 41));
        process.start();
        await().untilAsserted(() -> assertThat(requests).hasSizeGreaterThan(1));
        process.send(process.event("cus_1", "ord_2", 1));
        await().untilAsserted(() -> assertThat(process.consumer.applied()).containsExactly("ord_2:1"));
        assertThat(process.deadLetters()).extracting(DeadLetter::state).containsExactly(State.AWAITING_GAP);
        assertThat(process.lag()).isZero();

        status = 200;

        await().untilAsserted(() -> assertThat(process.consumer.applied()).contains("ord_1:41"));
        await().untilAsserted(() -> assertThat(process.deadLetters()).isEmpty());
    }

    @Test
    void eventsMissingAtOwnerBecomeFailedDeadLetters() {
        events = 10;
        process.send(process.event("cus_1", "ord_1", 41));

        process.start();

        await().untilAsserted(() ->
                assertThat(process.deadLetters()).extracting(DeadLetter::state).containsExactly(State.FAILED));
        assertThat(process.deadLetters().getFirst().error()).startsWith("MissingEvents");
    }
}
