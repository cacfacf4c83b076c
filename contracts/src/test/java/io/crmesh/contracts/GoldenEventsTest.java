package io.crmesh.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GoldenEventsTest {

    private final Contracts contracts = Contracts.load();
    private final GoldenEvents events = GoldenEvents.of(Owner.named("orders"));

    @Test
    void completeCatalogueIsAccepted() {
        sendAllBut("");

        assertThatCode(events::check).doesNotThrowAnyException();
    }

    @Test
    void typeThatIsNeverSentIsReported() {
        sendAllBut("order.paid");

        assertThatThrownBy(events::check)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("order.paid: was never sent");
    }

    @Test
    void exceptedTypeIsAccepted() {
        sendAllBut("order.paid");
        events.except("order.paid", "only the bank's call-back pays, which another test shows");

        assertThatCode(events::check).doesNotThrowAnyException();
    }

    @Test
    void obsoleteExceptionIsReported() {
        sendAllBut("");
        events.except("order.paid", "not built yet");

        assertThatThrownBy(events::check)
                .hasMessageContaining("order.paid: is no exception")
                .hasMessageContaining("not built yet");
    }

    @Test
    void invalidBodyIsReported() {
        sendAllBut("");
        events.sent("order.paid", "{}".getBytes(UTF_8));

        assertThatThrownBy(events::check).hasMessageContaining("order.paid").hasMessageContaining("totals");
    }

    @Test
    void eventOfAnotherServiceIsReported() {
        sendAllBut("");
        events.sent("customer.erased", "{}".getBytes(UTF_8));

        assertThatThrownBy(events::check).hasMessageContaining("customer.erased: does not belong to order-service");
    }

    @Test
    void eventWithoutContractIsReported() {
        sendAllBut("");
        events.sent("order.painted", "{}".getBytes(UTF_8));

        assertThatThrownBy(events::check).hasMessageContaining("order.painted: there is no contract");
    }

    private void sendAllBut(String missing) {
        contracts.types().stream()
                .filter(type -> Owner.of(type).equals(Owner.named("orders")) && !type.equals(missing))
                .forEach(type -> events.sent(type, contracts.examples(type).getFirst()));
    }
}
