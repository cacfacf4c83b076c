package io.crmesh.marketing.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.marketing.delivery.Stage.Name;
import io.crmesh.platform.web.RecordId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as people see it: neither its text nor an address.
 *
 * @param due when somebody looks after it next; absent at rest
 * @param ended when it came to its end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeliveryView(
        @RecordId String id,
        String automation,
        int version,
        @Nullable String run,
        String step,
        String customer,
        String channel,
        String purpose,
        @Nullable String fact,
        Name state,
        @Nullable String reason,
        int tries,
        String messageId,
        Instant queuedAt,
        @Nullable Instant due,
        @Nullable Instant ended) {

    public static DeliveryView of(Delivery delivery) {
        var order = delivery.order();
        return new DeliveryView(
                delivery.id(),
                order.about().automation(),
                order.version(),
                order.about().run(),
                order.about().step(),
                order.customer(),
                order.about().channel(),
                order.about().purpose(),
                order.fact(),
                delivery.stage().stageName(),
                delivery.stage().why(),
                delivery.tries(),
                Composer.messageId(delivery.id()),
                delivery.queuedAt(),
                delivery.stage().attention(),
                ended(delivery.stage()));
    }

    private static @Nullable Instant ended(Stage stage) {
        return switch (stage) {
            case Stage.Sent sent -> sent.at();
            case Stage.Failed failed -> failed.at();
            case Stage.Suppressed suppressed -> suppressed.at();
            case Stage.Queued _, Stage.Claimed _, Stage.HandingOver _, Stage.Unknown _ -> null;
        };
    }
}
