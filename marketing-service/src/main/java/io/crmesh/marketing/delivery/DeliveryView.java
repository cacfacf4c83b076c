package io.crmesh.marketing.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.crmesh.marketing.delivery.Stage.Name;
import io.crmesh.platform.accesslog.RecordId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** View of a delivery, one flat JSON object: it shows neither the text of the message nor an address. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeliveryView(
        @RecordId String id,
        @JsonUnwrapped DeliveryOrigin origin,
        int version,
        String customer,
        @Nullable String event,
        @JsonUnwrapped Progress progress) {

    /**
     * How far a delivery is.
     *
     * @param due when its next step is due; absent if none is
     * @param ended when it was sent, failed or was suppressed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Progress(
            Name state,
            @Nullable String reason,
            int tries,
            String messageId,
            Instant queuedAt,
            @Nullable Instant due,
            @Nullable Instant ended) {

        private static Progress of(Delivery delivery) {
            var stage = delivery.stage();
            return new Progress(
                    stage.stageName(),
                    stage.stageReason(),
                    delivery.tries(),
                    delivery.messageId(),
                    delivery.queuedAt(),
                    stage.nextStepAt(),
                    endOf(stage));
        }
    }

    public static DeliveryView of(Delivery delivery) {
        var request = delivery.request();
        return new DeliveryView(
                delivery.id(),
                request.origin(),
                request.cause().version(),
                request.customer(),
                request.cause().event(),
                Progress.of(delivery));
    }

    private static @Nullable Instant endOf(Stage stage) {
        return switch (stage) {
            case Stage.Sent sent -> sent.at();
            case Stage.Failed failed -> failed.at();
            case Stage.Suppressed suppressed -> suppressed.at();
            case Stage.Queued _, Stage.Claimed _, Stage.HandingOver _, Stage.Unknown _ -> null;
        };
    }
}
