package io.crmesh.marketing.delivery.stop;

import io.crmesh.marketing.delivery.stop.StopEvent.Released;
import io.crmesh.marketing.delivery.stop.StopEvent.Stopped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Aggregate: the emergency stop of all automations or of one. While it is on, no delivery of theirs begins to be sent.
 *
 * @param automation which one; none means all
 * @param reason that a person gave
 */
public record Stop(
        String id,
        @Nullable String automation,
        boolean stopped,
        @Nullable String reason,
        Instant since) {

    static Stop fold(@Nullable Stop stop, StopEvent event) {
        return switch (event) {
            case Stopped on -> new Stop(on.id(), on.automation(), true, on.reason(), on.at());
            case Released off -> {
                if (stop == null) {
                    throw new IllegalStateException("A stop that was never set cannot be released");
                }
                yield new Stop(stop.id(), stop.automation(), false, null, off.at());
            }
        };
    }
}
