package io.crmesh.gateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * How many may be under way to one service at once. Nobody waits for a place: a queue would only make everybody late.
 */
final class Places {

    /** One place; to be given back exactly once. */
    interface Place {
        void free();
    }

    private final Semaphore requests;
    private final Semaphore streams;

    Places(String name, Routes.Route route, MeterRegistry meters) {
        this.requests = new Semaphore(route.concurrent());
        this.streams = new Semaphore(route.streams());
        gauge(meters, name, "requests", requests);
        gauge(meters, name, "streams", streams);
    }

    private static void gauge(MeterRegistry meters, String route, String kind, Semaphore places) {
        Gauge.builder("crm.gateway.places.free", places, Semaphore::availablePermits)
                .tags("route", route, "kind", kind)
                .register(meters);
    }

    Optional<Place> take(HttpServletRequest request) {
        var places = Patience.isStream(request) ? streams : requests;
        return places.tryAcquire() ? Optional.of(places::release) : Optional.empty();
    }
}
