package io.crmesh.gateway.resilience;

import java.net.ConnectException;
import java.time.Duration;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Retries a request at most twice, and only if the connection was refused: then the service certainly did not receive
 * it. After any other failure the request may have taken effect, and the caller repeats it with its idempotency key.
 */
public final class ConnectRetry {

    private static final int RETRIES = 2;

    /** The pause between two attempts. */
    public interface Pause {
        void of(Duration length) throws InterruptedException;
    }

    private final Duration backoff;
    private final Pause pause;

    public ConnectRetry(Duration backoff, Pause pause) {
        this.backoff = backoff;
        this.pause = pause;
    }

    public ServerResponse call(ServerRequest request, HandlerFunction<ServerResponse> next) throws Exception {
        for (int attempt = 1; attempt <= RETRIES; attempt++) {
            try {
                return next.handle(request);
            } catch (ResourceAccessException e) {
                if (!isConnectionRefused(e)) {
                    throw e;
                }
                pause.of(backoff.multipliedBy(attempt));
            }
        }
        return next.handle(request);
    }

    private static boolean isConnectionRefused(ResourceAccessException e) {
        return e.getCause() instanceof ConnectException && !(e.getCause() instanceof ConnectTimeoutException);
    }
}
