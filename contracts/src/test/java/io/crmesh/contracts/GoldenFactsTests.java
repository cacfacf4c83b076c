package io.crmesh.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GoldenFactsTests {

    private final Contracts contracts = Contracts.load();
    private final GoldenFacts facts = GoldenFacts.of(Owner.ORDERS);

    @Test
    void aServiceThatSendsItsWholeCatalogueIsFine() {
        sendAllBut("");

        assertThatCode(facts::check).doesNotThrowAnyException();
    }

    @Test
    void aTypeThatNothingSendsAnyMoreIsNamed() {
        sendAllBut("order.paid");

        assertThatThrownBy(facts::check)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("order.paid: was never sent");
    }

    @Test
    void anExceptionIsNamedWithItsReason() {
        sendAllBut("order.paid");
        facts.except("order.paid", "only the bank's call-back pays, which another test shows");

        assertThatCode(facts::check).doesNotThrowAnyException();
    }

    @Test
    void anExceptionThatIsNoneAnyMoreIsNamed() {
        sendAllBut("");
        facts.except("order.paid", "not built yet");

        assertThatThrownBy(facts::check)
                .hasMessageContaining("order.paid: is no exception")
                .hasMessageContaining("not built yet");
    }

    @Test
    void aBodyThatBreaksItsContractIsNamed() {
        sendAllBut("");
        facts.sent("order.paid", "{}".getBytes(UTF_8));

        assertThatThrownBy(facts::check).hasMessageContaining("order.paid").hasMessageContaining("totals");
    }

    @Test
    void nobodySendsAnothersFacts() {
        sendAllBut("");
        facts.sent("customer.erased", "{}".getBytes(UTF_8));

        assertThatThrownBy(facts::check).hasMessageContaining("customer.erased: does not belong to order-service");
    }

    @Test
    void aFactWithoutAContractIsNamed() {
        sendAllBut("");
        facts.sent("order.painted", "{}".getBytes(UTF_8));

        assertThatThrownBy(facts::check).hasMessageContaining("order.painted: there is no contract");
    }

    private void sendAllBut(String missing) {
        contracts.types().stream()
                .filter(type -> Owner.of(type) == Owner.ORDERS && !type.equals(missing))
                .forEach(type -> facts.sent(type, contracts.examples(type).getFirst()));
    }
}
