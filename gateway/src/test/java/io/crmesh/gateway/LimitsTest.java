package io.crmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.tracing.Tracer;
import jakarta.servlet.Filter;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** How often a client may ask, and how often a service is asked again. */
class LimitsTest {

    private final RateLimit limit = new RateLimit(
            new Limits(1, 2, 10),
            new Proxies(Pattern.compile("10\\.0\\.0\\..*")),
            new Problems(new JsonMapper(), new StaticListableBeanFactory().getBeanProvider(Tracer.class)));

    @Test
    void whoeverAsksTooOftenIsToldWhenToComeBack() throws Exception {
        assertThat(ask("192.0.2.1", "1.1.1.1").getStatus()).isEqualTo(200);
        assertThat(ask("192.0.2.1", "2.2.2.2").getHeader("RateLimit")).startsWith("\"client\";r=0");

        var refused = ask("192.0.2.1", "3.3.3.3");

        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getHeader("Retry-After")).isEqualTo("1");
        assertThat(refused.getContentAsString()).contains("urn:crm:problem:rate-limited");
        assertThat(ask("192.0.2.2", "1.1.1.1").getStatus()).isEqualTo(200);
    }

    @Test
    void probesHaveAShareOfTheirOwn() throws Exception {
        var answers = statuses(limit, "GET", "/actuator/health/readiness", 1_200);

        assertThat(answers.subList(0, 1_000)).containsOnly(200);
        assertThat(answers).contains(429);
        assertThat(statuses(limit, "GET", "/api/tickets", 1)).containsExactly(200);
    }

    @Test
    void strangersHaveASmallerShareOfWhatCosts() throws Exception {
        var strangers = SignedInTests.strangers(2);

        assertThat(statuses(strangers, "POST", "/sign-in", 3)).containsExactly(200, 200, 429);
        assertThat(statuses(strangers, "POST", "/oauth2/token", 1)).containsExactly(429);
        assertThat(statuses(strangers, "GET", "/sign-in/pages.css", 1)).containsExactly(200);
        assertThat(statuses(strangers, "GET", "/api/tickets", 1)).containsExactly(200);
    }

    private static List<Integer> statuses(Filter filter, String method, String path, int times) throws Exception {
        var statuses = new ArrayList<Integer>();
        for (int i = 0; i < times; i++) {
            var response = new MockHttpServletResponse();
            filter.doFilter(new MockHttpServletRequest(method, path), response, new MockFilterChain());
            statuses.add(response.getStatus());
        }
        return statuses;
    }

    @Test
    void aProxyOfOursIsBelievedAsFarAsItKnows() throws Exception {
        var statuses = new ArrayList<Integer>();
        for (var forged : List.of("1.1.1.1", "2.2.2.2", "3.3.3.3")) {
            statuses.add(ask("10.0.0.1", forged + ", 192.0.2.9, 10.0.0.2").getStatus());
        }

        assertThat(statuses).containsExactly(200, 200, 429);
        assertThat(ask("10.0.0.1", "192.0.2.8").getStatus()).isEqualTo(200);
    }

    @Test
    void whoeverHasOneAddressHasAllThatBeginLikeIt() throws Exception {
        var statuses = new ArrayList<Integer>();
        for (var address : List.of("2001:db8::1", "2001:db8::2:0:0:1", "[2001:db8:0:0:ffff::9]")) {
            statuses.add(ask(address, "1.1.1.1").getStatus());
        }

        assertThat(statuses).containsExactly(200, 200, 429);
        assertThat(ask("2001:db8:0:1::1", "1.1.1.1").getStatus()).isEqualTo(200);
    }

    private MockHttpServletResponse ask(String address, String forwardedFor) throws Exception {
        var request = new MockHttpServletRequest("GET", "/api/tickets");
        request.setRemoteAddr(address);
        request.addHeader("X-Forwarded-For", forwardedFor);
        var response = new MockHttpServletResponse();
        limit.doFilter(request, response, new MockFilterChain());
        return response;
    }

    @Test
    void aRefusedConnectionIsTriedAgainTwice() throws Exception {
        var pauses = new ArrayList<Duration>();
        var again = new Again(Duration.ofMillis(100), pauses::add);
        var times = new AtomicInteger();

        var answer = again.ask(request(), _ -> {
            if (times.incrementAndGet() < 3) {
                throw new ResourceAccessException("refused", new ConnectException());
            }
            return ServerResponse.ok().build();
        });

        assertThat(answer.statusCode().value()).isEqualTo(200);
        assertThat(pauses).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
    }

    @Test
    void whatMayHaveBeenDoneIsNotRepeated() {
        var again = new Again(Duration.ZERO, _ -> {});
        var times = new AtomicInteger();

        Assertions.assertThatThrownBy(() -> again.ask(request(), _ -> {
                    times.incrementAndGet();
                    throw new ResourceAccessException("slow", new SocketTimeoutException());
                }))
                .isInstanceOf(ResourceAccessException.class);

        assertThat(times).hasValue(1);
    }

    private static ServerRequest request() {
        return ServerRequest.create(new MockHttpServletRequest("POST", "/api/tickets"), List.of());
    }
}
