package io.crmesh.order.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.order.OrderServiceTest;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderImportTest extends OrderServiceTest {

    @Test
    void repeatedImportCreatesOrdersOnce() {
        var batch = batch(row("once", 1, 10), row("once", 2, 20));

        assertThat(post("/api/orders/imports", batch)).hasStatusOk().bodyJson().isLenientlyEqualTo("""
            {"created": 2, "duplicate": 0, "invalid": 0,
             "rows": [{"index": 0, "status": "CREATED"}, {"index": 1, "status": "CREATED"}]}\
            """);
        assertThat(post("/api/orders/imports", batch)).hasStatusOk().bodyJson().isLenientlyEqualTo("""
            {"created": 0, "duplicate": 2, "invalid": 0}\
            """);
    }

    @Test
    void sameExternalIdWithOtherContentIsInvalid() {
        assertThat(post("/api/orders/imports", batch(row("same", 1, 10)))).hasStatusOk();

        assertThat(post("/api/orders/imports", batch(row("same", 1, 11))))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("""
                    {"created": 0, "duplicate": 0, "invalid": 1,
                     "rows": [{"index": 0, "status": "INVALID", "errors": [{"field": "externalId"}]}]}\
                    """);
    }

    @Test
    void importedEventsOccurWhenOrderWasPlaced() {
        var rows = json(post("/api/orders/imports", batch(row("when", 1, 10)))).get("rows");

        var history = http.get()
                .uri("/api/orders/" + rows.get(0).get("id").asString() + "/history")
                .exchange();

        assertThat(history).bodyJson().isLenientlyEqualTo("""
            {"items": [{"type": "order.completed", "mode": "BACKFILL", "occurredAt": "2019-05-06T00:00:00Z",
                        "actor": "IMPORT:local"},
                       {"type": "payment.captured", "mode": "BACKFILL", "occurredAt": "2019-05-06T00:00:00Z"},
                       {"type": "order.placed", "mode": "BACKFILL", "occurredAt": "2019-05-06T00:00:00Z"}]}\
            """);
    }

    @Test
    void importedPastIsTrueAsOfThenAndWasNotKnownThen() {
        var before = Instant.now().minusMillis(1);
        var rows = json(post("/api/orders/imports", batch(row("past", 1, 10)))).get("rows");
        var order = "/api/orders/" + rows.get(0).get("id").asString();
        assertThat(act(order + "/refunds", 1, "{\"amount\": \"4.00\"}")).hasStatusOk();
        var now = json(http.get().uri(order).exchange());
        var list =
                "/api/orders?count=true&orderNumber=" + now.get("orderNumber").asString() + "&state=COMPLETED";

        var then = json(http.get().uri(order + "?asOf=2019-05-06T00:00:00Z").exchange());

        assertThat(now.get("refunds")).hasSize(1);
        assertThat(then.get("refunds")).isEmpty();
        assertThat(then.get("payments")).hasSize(1);
        assertThat(then.get("state").asString()).isEqualTo("COMPLETED");
        assertThat(json(http.get()
                                .uri(order + "/history?asOf=2019-05-06T00:00:00Z")
                                .exchange())
                        .get("items"))
                .hasSize(3);
        var listed = json(http.get().uri(list + "&asOf=2019-05-06T00:00:00Z").exchange());
        assertThat(listed.get("count").asString()).isEqualTo("1");
        assertThat(listed.get("items").get(0)).isEqualTo(then);
        for (var earlier :
                List.of("asOf=2019-05-05T23:59:59Z", "knownAt=" + before, "asOf=" + before + "&knownAt=" + before)) {
            assertThat(http.get().uri(order + "?" + earlier)).hasStatus(404);
            assertThat(json(http.get().uri(list + "&" + earlier).exchange())
                            .get("count")
                            .asString())
                    .isEqualTo("0");
        }
        assertThat(json(http.get()
                                .uri(list.replace("COMPLETED", "CANCELLED") + "&asOf=2019-05-06T00:00:00Z")
                                .exchange())
                        .get("count")
                        .asString())
                .isEqualTo("0");
    }

    @Test
    void importModeRecordsEventsOfToday() {
        var batch = batch(row("today", 1, 10).replace("\"currency\"", "\"state\": \"PAID\", \"currency\""))
                .replace("{\"orders\"", "{\"mode\": \"IMPORT\", \"orders\"");

        var rows = json(post("/api/orders/imports", batch)).get("rows");

        assertThat(http.get().uri("/api/orders/" + rows.get(0).get("id").asString() + "/history"))
                .bodyJson()
                .isLenientlyEqualTo("{\"items\": [{\"type\": \"order.paid\", \"mode\": \"IMPORT\"}, {}, {}]}");
    }

    @ParameterizedTest
    @CsvSource({
        "PAID, IMMEDIATE, 10.00",
        "PAID, ON_ACCOUNT, 10.00",
        "COMPLETED, IMMEDIATE, 10.00",
        "COMPLETED, ON_ACCOUNT, 10.00",
        "CANCELLED, IMMEDIATE, 0.00",
        "EXPIRED, IMMEDIATE, 0.00",
        "RETURNED, ON_ACCOUNT, 0.00"
    })
    void importedOrderOwesNothingAndIsRefundedWhatWasPaid(String state, String terms, String paid) {
        var row = row("paid-" + state + terms, 1, 10)
                .replace("\"currency\"", "\"state\": \"%s\", \"terms\": \"%s\", \"currency\"".formatted(state, terms));
        var imported = json(post("/api/orders/imports", batch(row))).get("rows");
        var order = "/api/orders/" + imported.get(0).get("id").asString();

        assertThat(http.get().uri(order)).bodyJson().isLenientlyEqualTo("""
            {"state": "%s", "open": {"amount": "0.00"}, "refundable": {"amount": "%s"}}\
            """.formatted(state, paid));
        assertThat(act(order + "/refunds", 1, "{\"amount\": \"10.00\"}")).hasStatus(paid.equals("0.00") ? 409 : 200);
    }

    @Test
    void importedOrderThatCostNothingHasNoPayment() {
        var imported =
                json(post("/api/orders/imports", batch(row("free", 1, 0)))).get("rows");

        assertThat(http.get().uri("/api/orders/" + imported.get(0).get("id").asString()))
                .bodyJson()
                .isLenientlyEqualTo("{\"state\": \"COMPLETED\", \"payments\": []}");
    }

    @Test
    void invalidRowsDoNotKeepOutValidOnes() {
        var batch = batch(
                row("bad", 1, 10),
                row("bad", 2, 10).replace("\"quantity\": 1", "\"quantity\": 0"),
                row("bad", 3, 10).replace("cus_past", "cus_unknown"),
                row("bad", 4, 10).replace("cus_past", "not-an-id"),
                row("bad", 5, 10).replace("2019-05-06", "2999-01-01"),
                row("bad", 6, 10).replace("2019-05-06", "the other day"),
                row("bad", 7, 10).replace("USD", "XXX"),
                row("bad", 8, 10).replace("\"currency\"", "\"total\": \"9.00\", \"currency\""),
                row("bad", 9, 10).replace("\"name\": \"Old tea\",", ""),
                row("bad", 10, 10).replace("\"currency\"", "\"channel\": \"Anna called\", \"currency\""));

        var imported = json(post("/api/orders/imports", batch));

        assertThat(imported.get("created").asInt()).isEqualTo(1);
        assertThat(IntStream.range(1, 10)
                        .mapToObj(i -> imported.get("rows")
                                .get(i)
                                .get("errors")
                                .get(0)
                                .get("field")
                                .asString())
                        .toList())
                .containsExactly(
                        "lines[0].quantity",
                        "customerId",
                        "customerId",
                        "placedAt",
                        "placedAt",
                        "currency",
                        "total",
                        "lines[0].name",
                        "channel");
    }

    @Test
    void importOfMoreThanFiveHundredOrdersIsRefused() {
        var rows =
                IntStream.rangeClosed(1, 501).mapToObj(i -> row("many", i, 1)).toArray(String[]::new);

        assertThat(post("/api/orders/imports", batch(rows))).hasStatus(422);
        assertThat(post("/api/orders/imports", "{\"orders\": []}")).hasStatus(422);
    }

    @Test
    void importOfFiveHundredOrdersIsAccepted() {
        var rows =
                IntStream.rangeClosed(1, 500).mapToObj(i -> row("fast", i, 1)).toArray(String[]::new);

        assertThat(post("/api/orders/imports", batch(rows)))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("{\"created\": 500}");
    }

    private static String row(String system, int id, int price) {
        return """
            {"externalId": {"system": "%s", "id": "%d"}, "customerId": "cus_past", "currency": "USD",
             "placedAt": "2019-05-06",
             "lines": [{"sku": "OLD", "name": "Old tea", "kind": "GOODS", "quantity": 1, "unitPrice": "%d.00"}]}\
            """.formatted(system, id, price).lines().map(String::strip).collect(Collectors.joining());
    }

    private static String batch(String... rows) {
        return "{\"orders\": [" + String.join(",", rows) + "]}";
    }
}
