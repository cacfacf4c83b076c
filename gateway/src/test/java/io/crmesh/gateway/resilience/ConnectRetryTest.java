package io.crmesh.gateway.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Only requests that the service certainly did not receive are sent again. */
class ConnectRetryTest {

    @Test
    void refusedConnectionIsRetriedTwice() throws Exception {
        var pauses = new ArrayList<Duration>();
        var retry = new ConnectRetry(Duration.ofMillis(100), pauses::add);
        var times = new AtomicInteger();

        var answer = retry.call(request(), _ -> {
            if (times.incrementAndGet() < 3) {
                throw new ResourceAccessException("refused", new ConnectException());
            }
            return ServerResponse.ok().build();
        });

        assertThat(answer.statusCode().value()).isEqualTo(200);
        assertThat(pauses).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
    }

    @Test
    void requestThatMayHaveTakenEffectIsNotRetried() {
        var retry = new ConnectRetry(Duration.ZERO, _ -> {});
        var times = new AtomicInteger();

        assertThatThrownBy(() -> retry.call(request(), _ -> {
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
