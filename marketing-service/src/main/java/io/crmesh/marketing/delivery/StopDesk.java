package io.crmesh.marketing.delivery;

import io.crmesh.marketing.delivery.StopEvent.Released;
import io.crmesh.marketing.delivery.StopEvent.Stopped;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Saved;
import io.crmesh.platform.Scope;
import io.crmesh.platform.store.DatabaseClock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Stops and releases sending. A stop is answered only when no sender that was still checking may go on. */
@Service
class StopDesk {

    private final Stops stops;
    private final Deliveries deliveries;
    private final Post post;
    private final DatabaseClock clock;

    StopDesk(Stops stops, Deliveries deliveries, Post post, DatabaseClock clock) {
        this.stops = stops;
        this.deliveries = deliveries;
        this.post = post;
        this.clock = clock;
    }

    /** Sets the flag first: who claims a message from now on sees it. Then takes from all others what they hold. */
    Saved<Stop> stop(Command command, @Nullable String automation, String reason) {
        var id = stops.idOf(automation);
        var stopped = new Stopped(automation, id, reason, clock.now());
        var saved = stops.find(id, new Scope.All()).isEmpty()
                ? stops.create(id, command, List.of(stopped))
                : stops.change(id, command, stop -> stop.stopped() ? List.of() : List.of(stopped));
        revoke(command, automation);
        return saved;
    }

    private void revoke(Command command, @Nullable String automation) {
        Set<String> whose = automation == null ? Set.of() : Set.of(automation);
        for (var stage : List.of(Stage.Name.CLAIMED, Stage.Name.UNKNOWN)) {
            for (var id : deliveries.inHand(stage, whose)) {
                var _ = deliveries.step(id, "revoke/" + command.id(), delivery -> delivery.revoke(clock.now()));
            }
        }
    }

    Saved<Stop> release(Command command, @Nullable String automation) {
        var id = stops.idOf(automation);
        if (stops.find(id, new Scope.All()).isEmpty()) {
            throw new NotFound("stop");
        }
        var saved = stops.change(
                id, command, stop -> stop.stopped() ? List.of(new Released(automation, clock.now())) : List.of());
        post.wake();
        return saved;
    }
}
