package io.crmesh.platform.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.crmesh.platform.consume.ParkedRow.State;
import io.crmesh.platform.fact.Fact;
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

class GapsTest {

    private final JsonMapper json = JsonMapper.builder().build();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private Site site;
    private HttpServer owner;
    private volatile int status = 200;
    private volatile long facts = 40;

    @BeforeEach
    void aSiteAndTheOwnerOfItsFacts() throws IOException, InterruptedException {
        site = new Site().ready();
        owner = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        owner.createContext("/internal/facts/ord_1", exchange -> {
            asked.add(exchange.getRequestURI().getQuery());
            var after = Long.parseLong(exchange.getRequestURI().getQuery().replaceAll(".*after=(\\d+).*", "$1"));
            var body = status == 200 ? json.writeValueAsBytes(factsAfter(after)) : "{}".getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        owner.start();
        site.ownerAt(URI.create("http://127.0.0.1:" + owner.getAddress().getPort()));
    }

    private List<Fact> factsAfter(long after) {
        return LongStream.rangeClosed(after + 1, facts)
                .mapToObj(n -> site.fact("cus_1", "ord_1", n))
                .toList();
    }

    @AfterEach
    void areLeft() {
        site.close();
        owner.stop(0);
    }

    @Test
    void whatIsMissingIsFetchedFromTheOwnerAndThenWhatWasHeld() {
        site.send(site.fact("cus_1", "ord_1", 41), site.fact("cus_1", "ord_1", 42), site.fact("cus_1", "ord_2", 1));

        site.start();

        await().untilAsserted(() -> assertThat(site.ledger.applied()).hasSize(43));
        assertThat(site.ledger.applied().stream().filter(id -> id.startsWith("ord_1")))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 42)
                        .mapToObj(n -> "ord_1:" + n)
                        .toList());
        await().untilAsserted(() -> assertThat(site.lots()).isEmpty());
        assertThat(site.parked()).isEmpty();
    }

    @Test
    void onlyWhatIsMissingIsToldAgain() {
        site.start();
        for (var n = 1; n <= 30; n++) {
            site.send(site.fact("cus_1", "ord_1", n));
        }
        await().untilAsserted(() -> assertThat(site.ledger.applied()).hasSize(30));

        site.send(site.fact("cus_1", "ord_1", 32));

        await().untilAsserted(() -> assertThat(site.ledger.applied()).endsWith("ord_1:31", "ord_1:32"));
        assertThat(asked).containsExactly("after=30&limit=200");
    }

    @Test
    void anOwnerThatIsAwayIsAskedAgainAndNothingElseWaits() {
        status = 503;
        site.send(site.fact("cus_1", "ord_1", 41));
        site.start();
        await().untilAsserted(() -> assertThat(asked).hasSizeGreaterThan(1));
        site.send(site.fact("cus_1", "ord_2", 1));
        await().untilAsserted(() -> assertThat(site.ledger.applied()).containsExactly("ord_2:1"));
        assertThat(site.parked()).extracting(ParkedRow::state).containsExactly(State.HELD);
        assertThat(site.lag()).isZero();

        status = 200;

        await().untilAsserted(() -> assertThat(site.ledger.applied()).contains("ord_1:41"));
        await().untilAsserted(() -> assertThat(site.parked()).isEmpty());
    }

    @Test
    void whatTheOwnerDoesNotHaveEitherIsParkedForAPerson() {
        facts = 10;
        site.send(site.fact("cus_1", "ord_1", 41));

        site.start();

        await().untilAsserted(() ->
                assertThat(site.parked()).extracting(ParkedRow::state).containsExactly(State.PARKED));
        assertThat(site.parked().getFirst().error()).startsWith("MissingFacts");
    }
}
