package io.crmesh.order.purchase.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.order.OrderServiceTest;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderPlacementTest extends OrderServiceTest {

    private static final String ORDER = """
        {"customerId": "cus_placing", "currency": "USD", "channel": "WEB", "paymentMethod": "CARD",
         "lines": [{"sku": "TEA-250", "name": "Oolong 250 g", "kind": "GOODS", "category": "TEA",
                    "quantity": 2, "unitPrice": "6.15", "discount": "1.00", "tax": "1.00"}]}\
        """;

    @Test
    void placedOrderIsFound() {
        var placed = post("/api/orders", ORDER);

        assertThat(placed).hasStatus(201).hasHeader("ETag", "\"1\"");
        var address = "/api/orders/" + id(placed);
        assertThat(placed).hasHeader("Location", address);
        assertThat(http.get().uri(address)).hasStatusOk().bodyJson().isLenientlyEqualTo("""
            {"customerId": "cus_placing", "state": "PENDING_PAYMENT", "terms": "IMMEDIATE",
             "totals": {"amount": "12.30", "currency": "USD", "net": "11.30", "discount": "1.00", "tax": "1.00"},
             "lines": [{"sku": "TEA-250", "unitPrice": "6.15", "amount": "12.30"}],
             "open": {"amount": "12.30", "currency": "USD"}, "payments": [], "refunds": [],
             "allows": ["pay", "cancel"]}\
            """);
        assertThat(json(placed).get("orderNumber").asString()).matches("O-\\d{6,}");
    }

    @Test
    void otherServicesAreToldWhoseOrderItIs() {
        var id = id(post("/api/orders", ORDER));

        assertThat(http.get().uri("/internal/events/" + id + "?after=0&limit=1"))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("[{\"type\": \"order.placed\", \"customer\": \"cus_placing\"}]");
        assertThat(http.get().uri("/internal/events/ord_00000000000000000000000000"))
                .hasStatus(404);
    }

    @Test
    void repeatedExternalIdPlacesOneOrder() {
        var order = ORDER.replace("\"currency\"", """
            "externalId": {"system": "shop", "id": "4711"}, "currency\"\
            """);
        var first = post("/api/orders", order);

        assertThat(first).hasStatus(201);
        assertThat(id(post("/api/orders", order))).isEqualTo(id(first));
        assertThat(post("/api/orders", order.replace("WEB", "APP"))).hasStatus(409);
    }

    @ParameterizedTest
    @CsvSource({"channel, WEB", "paymentMethod, CARD", "campaignId, cmp_1"})
    void freeTextInPublishedFieldIsRefused(String field, String code) {
        var order = ORDER.replace("\"currency\"", "\"campaignId\": \"cmp_1\", \"currency\"");

        assertThat(post("/api/orders", order)).hasStatus(201);
        assertThat(post("/api/orders", order.replace(code, "Anna called me")))
                .hasStatus(422)
                .bodyJson()
                .isLenientlyEqualTo("{\"errors\": [{\"field\": \"%s\"}]}".formatted(field));
    }

    @Test
    void orderOfFreeGoodsIsAccepted() {
        var free = ORDER.replace("6.15", "0").replace("\"discount\": \"1.00\", \"tax\": \"1.00\"", "\"tax\": \"0.00\"");

        assertThat(post("/api/orders", free)).hasStatus(201).bodyJson().isLenientlyEqualTo("""
            {"totals": {"amount": "0.00", "currency": "USD"}}\
            """);
    }

    @Test
    void orderOfMoreThanTwoHundredLinesIsRefused() {
        var line = "{\"sku\": \"A\", \"name\": \"A\", \"kind\": \"GOODS\", \"category\": \"B\", \"quantity\": 1,"
                + " \"unitPrice\": \"1.00\"}";

        assertThat(post("/api/orders", lines(200, line))).hasStatus(201);
        assertThat(post("/api/orders", lines(201, line)))
                .hasStatus(422)
                .bodyJson()
                .isLenientlyEqualTo("""
                    {"errors": [{"field": "lines"}]}\
                    """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "quantity": 2            | "quantity": 0              | 422 | lines[0].quantity
        "quantity": 2            | "quantity": -1             | 422 | lines[0].quantity
        "quantity": 2            | "quantity": 1.9            | 422 | lines[0].quantity
        "quantity": 2            | "quantity": ""             | 400 | lines[0].quantity
        "quantity": 2            | "quantity": 2147483648     | 422 | lines[0].quantity
        "quantity": 2            | "quantity": 1, "quantity": 999 | 400 |
        "unitPrice": "6.15"      | "unitPrice": "-1"          | 422 | lines[0].unitPrice
        "unitPrice": "6.15"      | "unitPrice": "6.15001"     | 400 | lines[0].unitPrice
        "unitPrice": "6.15"      | "unitPrice": 1e1000000000  | 400 | lines[0].unitPrice
        "unitPrice": "6.15"      | "unitPrice": "NaN"         | 400 | lines[0].unitPrice
        "unitPrice": "6.15"      | "unitPrice": null          | 422 | lines[0].unitPrice
        "tax": "1.00"            | "tax": "1.001"             | 422 | lines[0].tax
        "discount": "1.00"       | "discount": "99.00"        | 422 | lines[0].discount
        "currency": "USD"        | "currency": "XXX"          | 422 | currency
        "currency": "USD"        | "currency": "USDOLLAR"     | 422 | currency
        "currency": "USD"        | "currency": "USD", "total": "12.31" | 422 | total
        "currency": "USD"        | "currency": "USD", "total": "12.301" | 422 | total
        "currency": "USD"        | "currency": "USD", "isAdmin": true | 400 |
        "currency": "USD"        | "currency": "USD", "terms": "LATER" | 400 | terms
        "currency": "USD"        | "currency": "USD", "terms": 1 | 400 | terms
        "currency": "USD"        | "currency": "USD", "placedAt": "2020-01-01T00:00:00Z" | 400 |
        "cus_placing"            | {"$ne": null}              | 400 |
        cus_placing              | no-id                      | 422 | customerId
        "kind": "GOODS"          | "kind": "GOLD"             | 400 | lines[0].kind
        "name": "Oolong 250 g",  |                            | 422 | lines[0].name
        "sku": "TEA-250"         | "sku": " "                 | 422 | lines[0].sku
        "sku": "TEA-250"         | "sku": "TEA\\u200b"        | 422 | lines[0].sku
        "name": "Oolong 250 g"   | "name": "\\u202egnolooO"   | 422 | lines[0].name
        "name": "Oolong 250 g"   | "name": "Oolong\\n250 g"   | 422 | lines[0].name
        "category": "TEA"        | "category": "\\u200b"      | 422 | lines[0].category
        "currency": "USD"        | "currency": "USD", "externalId": {"system": "shop", "id": "1\\t2"} | 422 | externalId.id
        """)
    void invalidInputIsRefusedByField(String good, @Nullable String bad, int status, @Nullable String field) {
        var body = ORDER.replace(good, bad == null ? "" : bad).replace("TEA-250", "UNKNOWN-SKU");

        var answer = post("/api/orders", body);

        assertThat(answer).hasStatus(status).hasContentType("application/problem+json");
        if (field != null) {
            assertThat(json(answer).get("errors").get(0).get("field").asString())
                    .isEqualTo(field);
        }
    }

    @Test
    void statedTotalOfEqualAmountIsAccepted() {
        assertThat(post("/api/orders", ORDER.replace("\"USD\"", "\"USD\", \"total\": \"12.3\"")))
                .hasStatus(201);
    }

    @Test
    void placementDuringOutageOfCustomerLookUpIsUnavailable() {
        assertThat(post("/api/orders", ORDER.replace("cus_placing", "cus_broken")))
                .hasStatus(503)
                .containsHeader("Retry-After");
    }

    @Test
    void unknownOrderIsNotFound() {
        assertThat(http.get().uri("/api/orders/ord_00000000000000000000000000")).hasStatus(404);
        assertThat(http.get().uri("/api/orders/..%2f")).hasStatus4xxClientError();
        assertThat(http.get().uri("/api/orders/1")).hasStatus(404);
    }

    private static String lines(int count, String line) {
        return "{\"customerId\": \"cus_placing\", \"currency\": \"USD\", \"lines\": ["
                + String.join(",", Collections.nCopies(count, line)) + "]}";
    }
}
