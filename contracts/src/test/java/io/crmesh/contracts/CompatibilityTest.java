package io.crmesh.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class CompatibilityTest {

    private static final Contracts RELEASED = Contracts.released();

    /** Reads the source tree: a build that was not cleaned still has deleted files. */
    @Test
    void currentContractsAreCompatibleWithRelease() {
        var folder = ContractsFolder.here();
        var released = Contracts.at(folder.resolve("released"));

        assertThat(released.types()).isNotEmpty();
        assertThat(Compatibility.check(released, Contracts.at(folder.resolve("events"))))
                .isEmpty();
    }

    @Test
    void newOptionalFieldIsCompatible() {
        var grown = changed(
                "order.shipped",
                schema -> properties(schema)
                        .putObject("parcels")
                        .put("type", "integer")
                        .put("minimum", 1));

        assertThat(Compatibility.check(RELEASED, grown)).isEmpty();
    }

    @Test
    void newTypeIsCompatible() {
        var schemas = copies();
        schemas.put("order.paid.v2", Json.MAPPER.createObjectNode().put("type", "object"));

        assertThat(Compatibility.check(RELEASED, Contracts.of(schemas))).isEmpty();
    }

    @Test
    void removedFieldIsReported() {
        var shrunk = changed("order.shipped", schema -> properties(schema).remove("carrier"));

        assertFinding(shrunk, "order.shipped/carrier: is gone");
    }

    @Test
    void removedFieldInsideLineIsReported() {
        var shrunk = changed("order.placed", schema -> {
            ((ObjectNode) schema.at("/properties/lines/items/properties")).remove("category");
        });

        assertFinding(shrunk, "order.placed/lines/*/category: is gone");
    }

    @Test
    void removedFieldBehindReferenceIsReported() {
        var shrunk =
                changed("order.paid", schema -> ((ObjectNode) schema.at("/$defs/totals/properties")).remove("tax"));

        assertFinding(shrunk, "order.paid/totals/tax: is gone");
    }

    @Test
    void changedTypeIsReported() {
        var retyped =
                changed("product.added", schema -> property(schema, "active").put("type", "string"));

        assertFinding(retyped, "product.added/active: type was \"boolean\" and is \"string\"");
    }

    @Test
    void newFormatIsReported() {
        var formatted =
                changed("order.shipped", schema -> property(schema, "carrier").put("format", "uuid"));

        assertFinding(formatted, "order.shipped/carrier: format was free and is \"uuid\"");
    }

    @Test
    void narrowerLimitIsReportedAndWiderIsNot() {
        var shorter =
                changed("order.shipped", schema -> property(schema, "carrier").put("maxLength", 10));
        var longer =
                changed("order.shipped", schema -> property(schema, "carrier").put("maxLength", 1000));
        var higher =
                changed("import.completed", schema -> property(schema, "rows").put("minimum", 1));

        assertFinding(shorter, "order.shipped/carrier: maxLength was 100 and is narrower, 10");
        assertFinding(higher, "import.completed/rows: minimum was 0 and is narrower, 1");
        assertThat(Compatibility.check(RELEASED, longer)).isEmpty();
    }

    @Test
    void removedCodeIsReported() {
        var fewer = changed(
                "product.added", schema -> ((ArrayNode) property(schema, "kind").path("x-known")).remove(0));

        assertFinding(fewer, "product.added/kind: the code \"GOODS\" is no longer listed");
    }

    @Test
    void newRequiredFieldIsReported() {
        var demanding =
                changed("order.shipped", schema -> schema.withArray("required").add("carrier"));

        assertFinding(demanding, "order.shipped/carrier: is now required, which events already sent do not keep");
    }

    @Test
    void fieldThatBecameOptionalIsReported() {
        var lax = changed("order.paid", schema -> schema.withArray("required").removeAll());

        assertFinding(lax, "order.paid/totals: was always there and is now optional");
    }

    @Test
    void closedContractIsReported() {
        var closed = changed("order.shipped", schema -> schema.put("additionalProperties", false));

        assertFinding(closed, "order.shipped/{name}: additionalProperties was free and is false");
    }

    @Test
    void removedContractIsReported() {
        var schemas = copies();
        schemas.remove("order.paid");

        assertFinding(
                Contracts.of(schemas), "order.paid: the contract is gone, although consumers still wait for the event");
    }

    @Test
    void keywordThatCannotBeComparedIsReported() {
        var clever = changed(
                "order.shipped",
                schema -> property(schema, "carrier").putArray("enum").add("SF_EXPRESS"));

        assertFinding(clever, "order.shipped: uses 'enum', which cannot be compared here");
    }

    private static void assertFinding(Contracts current, String finding) {
        assertThat(Compatibility.check(RELEASED, current)).isEqualTo(List.of(finding));
    }

    private static Contracts changed(String type, Consumer<ObjectNode> change) {
        var schemas = copies();
        change.accept((ObjectNode) schemas.get(type));
        return Contracts.of(schemas);
    }

    private static Map<String, JsonNode> copies() {
        var copies = new TreeMap<String, JsonNode>();
        RELEASED.types().forEach(type -> copies.put(type, RELEASED.schema(type).deepCopy()));
        return copies;
    }

    private static ObjectNode properties(ObjectNode schema) {
        return (ObjectNode) schema.path("properties");
    }

    private static ObjectNode property(ObjectNode schema, String name) {
        return (ObjectNode) properties(schema).path(name);
    }
}
