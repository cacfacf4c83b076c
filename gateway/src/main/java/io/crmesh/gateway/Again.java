package io.crmesh.gateway;

import java.net.ConnectException;
import java.time.Duration;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Asks again, twice at most, if the connection was refused: only then it is certain that the service got nothing.
 * Whatever else fails may have been done, and is for the caller to repeat with its idempotency key.
 */
final class Again {

    private static final int TIMES = 2;

    /** What passes between two attempts. */
    interface Pause {
        void of(Duration length) throws InterruptedException;
    }

    private final Duration first;
    private final Pause pause;

    Again(Duration first, Pause pause) {
        this.first = first;
        this.pause = pause;
    }

    ServerResponse ask(ServerRequest request, HandlerFunction<ServerResponse> next) throws Exception {
        for (int time = 1; time <= TIMES; time++) {
            try {
                return next.handle(request);
            } catch (ResourceAccessException e) {
                if (!isRefused(e)) {
                    throw e;
                }
                pause.of(first.multipliedBy(time));
            }
        }
        return next.handle(request);
    }

    private static boolean isRefused(ResourceAccessException e) {
        return e.getCause() instanceof ConnectException && !(e.getCause() instanceof ConnectTimeoutException);
    }
}
