package io.crmesh.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.gateway.problem.Problems;
import io.crmesh.gateway.testing.IssuerUnderTest;
import io.micrometer.tracing.Tracer;
import jakarta.servlet.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

/** Rate limits per client address: of requests, of probes and of signing in. */
class RateLimitTest {

    private final RateLimit limit = new RateLimit(
            new RateLimitSettings(1, 2, 10),
            new TrustedProxies(Pattern.compile("10\\.0\\.0\\..*")),
            new Problems(new JsonMapper(), new StaticListableBeanFactory().getBeanProvider(Tracer.class)));

    @Test
    void requestAboveLimitIsRefusedWithRetryAfter() throws Exception {
        assertThat(ask("192.0.2.1", "1.1.1.1").getStatus()).isEqualTo(200);
        assertThat(ask("192.0.2.1", "2.2.2.2").getHeader("RateLimit")).startsWith("\"client\";r=0");

        var refused = ask("192.0.2.1", "3.3.3.3");

        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getHeader("Retry-After")).isEqualTo("1");
        assertThat(refused.getContentAsString()).contains("urn:crm:problem:rate-limited");
        assertThat(ask("192.0.2.2", "1.1.1.1").getStatus()).isEqualTo(200);
    }

    @Test
    void probesHaveABucketOfTheirOwn() throws Exception {
        var answers = statuses(limit, "GET", "/actuator/health/readiness", 1_200);

        assertThat(answers.subList(0, 1_000)).containsOnly(200);
        assertThat(answers).contains(429);
        assertThat(statuses(limit, "GET", "/api/tickets", 1)).containsExactly(200);
    }

    @Test
    void signInsHaveASmallerLimit() throws Exception {
        var signInRateLimit = IssuerUnderTest.signInRateLimit(2);

        assertThat(statuses(signInRateLimit, "POST", "/sign-in", 3)).containsExactly(200, 200, 429);
        assertThat(statuses(signInRateLimit, "POST", "/oauth2/token", 1)).containsExactly(429);
        assertThat(statuses(signInRateLimit, "GET", "/sign-in/pages.css", 1)).containsExactly(200);
        assertThat(statuses(signInRateLimit, "GET", "/api/tickets", 1)).containsExactly(200);
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
    void nearestAddressBeforeTrustedProxiesCounts() throws Exception {
        var statuses = new ArrayList<Integer>();
        for (var forged : List.of("1.1.1.1", "2.2.2.2", "3.3.3.3")) {
            statuses.add(ask("10.0.0.1", forged + ", 192.0.2.9, 10.0.0.2").getStatus());
        }

        assertThat(statuses).containsExactly(200, 200, 429);
        assertThat(ask("10.0.0.1", "192.0.2.8").getStatus()).isEqualTo(200);
    }

    @Test
    void addressIsFoundBehindManyHopsAndLines() throws Exception {
        var statuses = new ArrayList<Integer>();
        for (var forged : List.of("1.1.1.1", "2.2.2.2", "3.3.3.3")) {
            statuses.add(ask("10.0.0.1", (forged + ", ").repeat(30) + "192.0.2.9", "10.0.0.3, 10.0.0.2")
                    .getStatus());
        }

        assertThat(statuses).containsExactly(200, 200, 429);
    }

    @Test
    void ipv6AddressesOfOneNetworkShareABucket() throws Exception {
        var statuses = new ArrayList<Integer>();
        for (var address : List.of("2001:db8::1", "2001:db8::2:0:0:1", "[2001:db8:0:0:ffff::9]")) {
            statuses.add(ask(address, "1.1.1.1").getStatus());
        }

        assertThat(statuses).containsExactly(200, 200, 429);
        assertThat(ask("2001:db8:0:1::1", "1.1.1.1").getStatus()).isEqualTo(200);
    }

    /** Each text is a header line of its own. */
    private MockHttpServletResponse ask(String address, String... forwardedFor) throws Exception {
        var request = new MockHttpServletRequest("GET", "/api/tickets");
        request.setRemoteAddr(address);
        for (var line : forwardedFor) {
            request.addHeader("X-Forwarded-For", line);
        }
        var response = new MockHttpServletResponse();
        limit.doFilter(request, response, new MockFilterChain());
        return response;
    }
}
