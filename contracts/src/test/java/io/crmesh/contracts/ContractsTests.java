package io.crmesh.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractsTests {

    private final Contracts contracts = Contracts.load();

    @Test
    void aProducerMayNotSendAFieldThatIsNotListed() {
        var body = json("{\"carrier\":\"SF_EXPRESS\",\"trackingNumber\":\"1Z\"}");

        assertThat(contracts.validateProduced("order.shipped", body))
                .singleElement()
                .asString()
                .contains("trackingNumber");
        assertThat(contracts.validateRead("order.shipped", body)).isEmpty();
    }

    @Test
    void aFactWithoutFieldsIsHeldToHavingNone() {
        var body = json("{\"why\":\"asked\"}");

        assertThat(contracts.validateProduced("customer.erased", body))
                .singleElement()
                .asString()
                .contains("why");
    }

    @Test
    void aFieldInsideALineIsHeldToTheListToo() {
        var body = json(new String(contracts.examples("order.placed").getFirst(), UTF_8)
                .replace("\"sku\"", "\"colour\":\"RED\",\"sku\""));

        assertThat(contracts.validateProduced("order.placed", body))
                .singleElement()
                .asString()
                .contains("/lines/0", "colour");
        assertThat(contracts.validateRead("order.placed", body)).isEmpty();
    }

    @Test
    void aReaderLivesWithACodeThatAProducerMustListFirst() {
        var body = json("{\"channel\":\"HOLOGRAM\",\"direction\":\"INBOUND\"}");

        assertThat(contracts.validateRead("interaction.recorded", body)).isEmpty();
        assertThat(contracts.validateProduced("interaction.recorded", body))
                .singleElement()
                .asString()
                .contains("/channel");
    }

    @Test
    void aRequiredFieldIsMissedByReadersToo() {
        var body = json("{\"priority\":\"HIGH\",\"channel\":\"PHONE\"}");

        assertThat(contracts.validateRead("ticket.opened", body))
                .singleElement()
                .asString()
                .contains("type");
    }

    @Test
    void moneyIsADecimalStringWithTheCurrencysDecimals() {
        assertThat(contracts.validateProduced("order.paid", paid("12.30", "USD")))
                .isEmpty();
        assertThat(contracts.validateProduced("order.paid", paid("1200", "JPY")))
                .isEmpty();
        assertThat(contracts.validateProduced("order.paid", paid("12.3", "USD")))
                .singleElement()
                .asString()
                .contains("/totals/amount");
        assertThat(contracts.validateProduced("order.paid", paid("12.30", "ZZZ")))
                .singleElement()
                .asString()
                .contains("ZZZ");
        assertThat(contracts.validateProduced(
                        "order.paid", json("{\"totals\":{\"amount\":12.30,\"currency\":\"USD\"}}")))
                .isNotEmpty();
    }

    @Test
    void whatIsNoJsonIsToldNotThrown() {
        assertThat(contracts.validateRead("order.paid", json("{")))
                .singleElement()
                .asString()
                .contains("not JSON");
        assertThat(contracts.validateProduced("customer.erased", json("{} {}")))
                .singleElement()
                .asString()
                .contains("not JSON");
    }

    @Test
    void aTypeWithoutAContractIsNamed() {
        assertThat(contracts.validateProduced("order.painted", json("{}")))
                .singleElement()
                .asString()
                .contains("order.painted.v1.json");
        assertThatThrownBy(() -> contracts.examples("order.painted")).hasMessageContaining("order.painted");
    }

    @Test
    void aSecondVersionIsATypeBesideTheFirst(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("order.paid.v1.json"), "{\"type\":\"object\"}");
        Files.writeString(folder.resolve("order.paid.v2.json"), "{\"type\":\"object\"}");

        assertThat(Contracts.at(folder).types()).containsExactly("order.paid", "order.paid.v2");
    }

    @Test
    void theContractsAreReadFromAJarToo(@TempDir Path folder) throws IOException {
        var jar = folder.resolve("contracts.jar");
        try (var files = FileSystems.newFileSystem(jar, Map.of("create", true))) {
            Files.createDirectory(files.getPath("facts"));
            Files.writeString(files.getPath("facts/order.paid.v1.json"), "{\"type\":\"object\"}");
        }

        assertThat(Contracts.from(jar, "facts").types()).containsExactly("order.paid");
    }

    @Test
    void aFileWithAnotherNameIsRefused(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("OrderPaid.json"), "{}");

        assertThatThrownBy(() -> Contracts.at(folder)).hasMessageContaining("OrderPaid.json");
    }

    private static byte[] paid(String amount, String currency) {
        return json("{\"totals\":{\"amount\":\"%s\",\"currency\":\"%s\"}}".formatted(amount, currency));
    }

    private static byte[] json(String text) {
        return text.getBytes(UTF_8);
    }
}
