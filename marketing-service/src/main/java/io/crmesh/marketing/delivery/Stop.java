package io.crmesh.marketing.delivery;

import io.crmesh.marketing.delivery.StopEvent.Released;
import io.crmesh.marketing.delivery.StopEvent.Stopped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The emergency stop of all automations or of one. While it is on, nothing is handed over that was not already.
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
                    throw new IllegalStateException("What was never stopped cannot be released");
                }
                yield new Stop(stop.id(), stop.automation(), false, null, off.at());
            }
        };
    }
}
