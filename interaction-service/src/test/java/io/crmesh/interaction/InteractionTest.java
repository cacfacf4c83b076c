package io.crmesh.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.platform.Refusal.Impossible;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InteractionTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    @Test
    void recordedEventSaysWhatTookPlace() {
        var call = call(NOW.minusSeconds(60), new Outcome("CALL_BACK", "on Monday"));

        var recorded = call.recorded(NOW);

        assertThat(recorded.type()).isEqualTo("interaction.recorded");
        assertThat(recorded.occurredAt()).isEqualTo(NOW.minusSeconds(60));
        assertThat(recorded.outcome()).isEqualTo("CALL_BACK");
        assertThat(Interaction.fold(null, recorded)).isEqualTo(call);
    }

    @Test
    void eventOfAnInteractionWithoutOutcomeHasNone() {
        assertThat(call(NOW, null).recorded(NOW).outcome()).isNull();
    }

    @Test
    void interactionInTheFutureIsRefused() {
        assertThatThrownBy(() -> call(NOW.plusMillis(1), null).recorded(NOW)).isInstanceOf(Impossible.class);
    }

    private static Interaction call(Instant at, @Nullable Outcome outcome) {
        return new Interaction(
                new InteractionId("int_1"),
                new CustomerId("cus_1"),
                Channel.PHONE,
                Direction.INBOUND,
                at,
                "Delivery",
                "Where is it?",
                outcome,
                Topic.AFTER_SALES,
                null);
    }
}
