package io.crmesh.marketing.delivery.stop;

import io.crmesh.marketing.delivery.Deliveries;
import io.crmesh.marketing.delivery.DeliveryQueue;
import io.crmesh.marketing.delivery.Stage;
import io.crmesh.marketing.delivery.stop.StopEvent.Released;
import io.crmesh.marketing.delivery.stop.StopEvent.Stopped;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Saved;
import io.crmesh.platform.lease.DatabaseClock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Application service: sets and releases emergency stops. A stop is answered only when no sender that still checks may send. */
@Service
class StopService {

    private final Stops stops;
    private final Deliveries deliveries;
    private final DeliveryQueue queue;
    private final DatabaseClock clock;

    StopService(Stops stops, Deliveries deliveries, DeliveryQueue queue, DatabaseClock clock) {
        this.stops = stops;
        this.deliveries = deliveries;
        this.queue = queue;
        this.clock = clock;
    }

    /** Sets the flag first, so later claims see it; then takes from the other senders what they have claimed. */
    Saved<Stop> stop(Command command, @Nullable String automation, String reason) {
        var id = stops.idOf(automation);
        var stopped = new Stopped(automation, id, reason, clock.now());
        var saved = stops.find(id, new AccessScope.All()).isEmpty()
                ? stops.create(id, command, List.of(stopped))
                : stops.change(id, command, stop -> stop.stopped() ? List.of() : List.of(stopped));
        revoke(command, automation);
        return saved;
    }

    private void revoke(Command command, @Nullable String automation) {
        Set<String> automations = automation == null ? Set.of() : Set.of(automation);
        for (var stage : List.of(Stage.Name.CLAIMED, Stage.Name.UNKNOWN)) {
            for (var id : deliveries.unfinished(stage, automations)) {
                var _ = deliveries.step(id, "revoke/" + command.id(), delivery -> delivery.revoke(clock.now()));
            }
        }
    }

    Saved<Stop> release(Command command, @Nullable String automation) {
        var id = stops.idOf(automation);
        if (stops.find(id, new AccessScope.All()).isEmpty()) {
            throw new NotFound("stop");
        }
        var saved = stops.change(
                id, command, stop -> stop.stopped() ? List.of(new Released(automation, clock.now())) : List.of());
        queue.requestSweep();
        return saved;
    }
}
