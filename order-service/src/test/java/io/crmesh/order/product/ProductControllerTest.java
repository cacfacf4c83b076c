package io.crmesh.order.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.crmesh.order.OrderServiceTest;
import io.crmesh.platform.testing.ListIndexes;
import io.crmesh.platform.testing.Sent;
import java.util.List;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class ProductControllerTest extends OrderServiceTest {

    @Test
    void secondProductOfSameSkuIsRefused() {
        var added = add("ONE", "Oolong");

        assertThat(added).hasStatus(201).hasHeader("Location", "/api/products/" + id(added));
        assertThat(add("ONE", "Assam")).hasStatus(409);
        assertThat(http.get().uri("/api/products/" + id(added))).bodyJson().isLenientlyEqualTo("""
            {"sku": "ONE", "name": "Oolong", "kind": "GOODS", "category": "TEA", "active": true}\
            """);
    }

    @Test
    void spacesAroundSkuDoNotMakeAnotherProduct() {
        assertThat(add(" SPACED ", "Oolong")).hasStatus(201).bodyJson().isLenientlyEqualTo("{\"sku\": \"SPACED\"}");
        assertThat(add("SPACED", "Assam")).hasStatus(409);
        assertThat(post("/api/orders", """
            {"customerId": "cus_product", "currency": "USD",
             "lines": [{"sku": " SPACED", "quantity": 1, "unitPrice": "1.00"}]}\
            """))
                .hasStatus(201)
                .bodyJson()
                .isLenientlyEqualTo("{\"lines\": [{\"name\": \"Oolong\"}]}");
    }

    @Test
    void patchChangesNamedFieldsOnly() {
        var product = id(add("PATCHED", "Oolong"));

        assertThat(patch(product, 1, "{\"name\": \"Dark Oolong\", \"category\": null}"))
                .hasStatusOk()
                .hasHeader("ETag", "\"2\"")
                .bodyJson()
                .isStrictlyEqualTo("""
                    {"id": "%s", "sku": "PATCHED", "name": "Dark Oolong", "kind": "GOODS", "unit": "PIECE", "active": true}\
                    """.formatted(product));
        assertThat(patch(product, 1, "{\"name\": \"x\"}")).hasStatus(412);
        assertThat(http.get().uri("/api/products/" + product + "/history"))
                .bodyJson()
                .isLenientlyEqualTo("{\"items\": [{\"type\": \"product.changed\"}, {\"type\": \"product.added\"}]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"sku": "OTHER"}       | 400
        {"isAdmin": true}      | 400
        {"category": 1}        | 400
        {"category": " "}      | 422
        {"name": ""}           | 422
        {"name": " "}          | 422
        {"name": "\\u200b"}    | 422
        {"name": "a\\u2028b"}  | 422
        {"category": "a\\tb"}  | 422
        {"kind": 0}            | 400
        {"active": "true"}     | 400
        """)
    void invalidPatchChangesNothing(String patch, int status) {
        var product = id(add("SENSE", "Oolong"));

        assertThat(patch(product, 1, patch)).hasStatus(status);

        assertThat(http.get().uri("/api/products/" + product)).hasHeader("ETag", "\"1\"");
    }

    @Test
    void absentLineFieldsAreTakenFromProduct() {
        var product = id(add("TAKEN", "Oolong"));
        var order = """
            {"customerId": "cus_product", "currency": "USD",
             "lines": [{"sku": "TAKEN", "quantity": 1, "unitPrice": "1.00"}]}\
            """;

        assertThat(post("/api/orders", order)).hasStatus(201).bodyJson().isLenientlyEqualTo("""
            {"lines": [{"name": "Oolong", "kind": "GOODS", "category": "TEA"}]}\
            """);

        assertThat(patch(product, 1, "{\"active\": false}")).hasStatusOk();
        assertThat(post("/api/orders", order)).hasStatus(422).bodyJson().isLenientlyEqualTo("""
            {"errors": [{"field": "lines[0].sku"}]}\
            """);
    }

    @Test
    void quantityHasAsManyDecimalsAsUnitOfProductAdmits() {
        var product = id(post("/api/products", """
            {"sku": "LOOSE", "name": "Oolong, loose", "kind": "GOODS", "unit": "KILOGRAM"}\
            """));
        var order = """
            {"customerId": "cus_product", "currency": "USD",
             "lines": [{"sku": "LOOSE", "quantity": 0.375, "unitPrice": "8.00"}]}\
            """;

        var placed = post("/api/orders", order);

        assertThat(placed).hasStatus(201).bodyJson().isLenientlyEqualTo("""
            {"totals": {"amount": "3.00"}, "lines": [{"unit": "KILOGRAM", "quantity": 0.375, "amount": "3.00"}]}\
            """);
        var event = Sent.events("crm.orders", id(placed), 1).getFirst();
        assertThat(new String(event.body(), UTF_8))
                .contains("\"unit\":\"KILOGRAM\"", "\"quantity\":1,", "\"exactQuantity\":\"0.375\"");
        assertThat(http.get().uri("/api/orders/" + id(placed)))
                .bodyJson()
                .isLenientlyEqualTo("{\"lines\": [{\"quantity\": 0.375}]}");
        assertThat(patch(product, 1, "{\"unit\": \"PIECE\"}")).hasStatusOk();
        assertThat(post("/api/orders", order)).hasStatus(422).bodyJson().isLenientlyEqualTo("""
            {"errors": [{"field": "lines[0].quantity", "message": "must be a whole number of pieces"}]}\
            """);
    }

    @Test
    void productsAreListedAndExportedByFilter() {
        var _ = id(add("LISTED-1", "Zebra grass tea"));
        var _ = id(add("LISTED-2", "Zebra mint tea"));

        assertThat(http.get().uri("/api/products?name=zebra&sort=-sku"))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("{\"items\": [{\"sku\": \"LISTED-2\"}, {\"sku\": \"LISTED-1\"}]}");
        var export = http.get().uri("/api/products/export?name=zebra").exchange();
        assertThat(new String(export.getResponse().getContentAsByteArray(), UTF_8))
                .startsWith("\ufeffsku,id,name,kind,category,unit,active")
                .hasLineCount(3);
    }

    @Test
    void declaredIndexesServeEveryFilterAndOrderOfProducts(@Autowired MongoDatabase database) {
        ListIndexes.check(database.getCollection("products", BsonDocument.class), ProductList.LIST, List.of());
    }

    private MvcTestResult add(String sku, String name) {
        return post("/api/products", """
            {"sku": "%s", "name": "%s", "kind": "GOODS", "category": "TEA"}\
            """.formatted(sku, name));
    }

    private MvcTestResult patch(String id, long version, String patch) {
        return http.patch()
                .uri("/api/products/" + id)
                .header("If-Match", "\"" + version + "\"")
                .contentType("application/merge-patch+json")
                .content(patch)
                .exchange();
    }
}
