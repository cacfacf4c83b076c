package io.crmesh.gateway.resilience;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Bulkhead: it limits how many requests and event streams are under way to one service at once. No request waits for a
 * permit, because a queue would only delay all of them.
 */
public final class Bulkhead {

    /** The permit for one request or stream; to be released exactly once. */
    public interface Permit {
        void release();
    }

    private final Semaphore requests;
    private final Semaphore streams;

    public Bulkhead(String name, int requests, int streams, MeterRegistry meters) {
        this.requests = new Semaphore(requests);
        this.streams = new Semaphore(streams);
        gauge(meters, name, "requests", this.requests);
        gauge(meters, name, "streams", this.streams);
    }

    private static void gauge(MeterRegistry meters, String route, String kind, Semaphore permits) {
        Gauge.builder("crm.gateway.bulkhead.free", permits, Semaphore::availablePermits)
                .tags("route", route, "kind", kind)
                .register(meters);
    }

    public Optional<Permit> tryAcquire(HttpServletRequest request) {
        var permits = TimeoutSettings.isEventStream(request) ? streams : requests;
        return permits.tryAcquire() ? Optional.of(permits::release) : Optional.empty();
    }
}
