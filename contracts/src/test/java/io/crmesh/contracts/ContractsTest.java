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

class ContractsTest {

    private final Contracts contracts = Contracts.load();

    @Test
    void unlistedFieldIsRefusedForProducersOnly() {
        var body = json("{\"carrier\":\"SF_EXPRESS\",\"trackingNumber\":\"1Z\"}");

        assertThat(contracts.validateProduced("order.shipped", body))
                .singleElement()
                .asString()
                .contains("trackingNumber");
        assertThat(contracts.validateRead("order.shipped", body)).isEmpty();
    }

    @Test
    void fieldInEventWithoutFieldsIsRefused() {
        var body = json("{\"why\":\"asked\"}");

        assertThat(contracts.validateProduced("customer.erased", body))
                .singleElement()
                .asString()
                .contains("why");
    }

    @Test
    void unlistedFieldInsideLineIsRefused() {
        var body = json(new String(contracts.examples("order.placed").getFirst(), UTF_8)
                .replaceFirst("\"sku\"", "\"colour\":\"RED\",\"sku\""));

        assertThat(contracts.validateProduced("order.placed", body))
                .singleElement()
                .asString()
                .contains("/lines/0", "colour");
        assertThat(contracts.validateRead("order.placed", body)).isEmpty();
    }

    @Test
    void unlistedCodeIsRefusedForProducersOnly() {
        var body = json("{\"channel\":\"HOLOGRAM\",\"direction\":\"INBOUND\"}");

        assertThat(contracts.validateRead("interaction.recorded", body)).isEmpty();
        assertThat(contracts.validateProduced("interaction.recorded", body))
                .singleElement()
                .asString()
                .contains("/channel");
    }

    @Test
    void missingRequiredFieldIsRefusedForReaders() {
        var body = json("{\"priority\":\"HIGH\",\"channel\":\"PHONE\"}");

        assertThat(contracts.validateRead("ticket.opened", body))
                .singleElement()
                .asString()
                .contains("type");
    }

    @Test
    void moneyIsDecimalStringWithDecimalsOfCurrency() {
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
    void invalidJsonIsReportedNotThrown() {
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
    void typeWithoutContractIsReported() {
        assertThat(contracts.validateProduced("order.painted", json("{}")))
                .singleElement()
                .asString()
                .contains("order.painted.v1.json");
        assertThatThrownBy(() -> contracts.examples("order.painted")).hasMessageContaining("order.painted");
    }

    @Test
    void secondVersionIsTypeOfItsOwn(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("order.paid.v1.json"), "{\"type\":\"object\"}");
        Files.writeString(folder.resolve("order.paid.v2.json"), "{\"type\":\"object\"}");

        assertThat(Contracts.at(folder).types()).containsExactly("order.paid", "order.paid.v2");
    }

    @Test
    void contractsAreReadFromJar(@TempDir Path folder) throws IOException {
        var jar = folder.resolve("contracts.jar");
        try (var files = FileSystems.newFileSystem(jar, Map.of("create", true))) {
            Files.createDirectory(files.getPath("events"));
            Files.writeString(files.getPath("events/order.paid.v1.json"), "{\"type\":\"object\"}");
        }

        assertThat(Contracts.from(jar, "events").types()).containsExactly("order.paid");
    }

    @Test
    void fileWithOtherNameIsRefused(@TempDir Path folder) throws IOException {
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
