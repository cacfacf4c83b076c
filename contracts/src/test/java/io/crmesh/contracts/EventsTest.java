package io.crmesh.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every file under {@code events/} follows the rules for all events. */
class EventsTest {

    /** Fields that identify or address a person, or that a person wrote. A product may have a name, a person may not. */
    private static final Set<String> PERSONAL = Set.of(
            "address",
            "addresses",
            "attachments",
            "birthDate",
            "content",
            "crmNumber",
            "description",
            "email",
            "emails",
            "firstName",
            "ip",
            "lastName",
            "legalName",
            "nickname",
            "note",
            "phone",
            "phones",
            "subject",
            "text",
            "userAgent");

    private static final Contracts CONTRACTS = Contracts.load();

    static Stream<String> types() {
        return CONTRACTS.types().stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyExampleIsValidForProducers(String type) {
        var examples = CONTRACTS.examples(type);

        assertThat(examples).isNotEmpty();
        assertThat(examples)
                .allSatisfy(example -> assertThat(CONTRACTS.validateProduced(type, example))
                        .as(new String(example, UTF_8))
                        .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("types")
    void firstExampleShowsEveryField(String type) {
        var schema = CONTRACTS.schema(type);

        var shown = schema.path("examples").path(0).propertyNames();

        assertThat(shown)
                .containsAll(schema.path("properties").propertyNames().stream()
                        .filter(name -> !Set.of("industry", "companySize").contains(name)) // of organizations only
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyEventAndFieldIsDescribed(String type) {
        var schema = CONTRACTS.schema(type);

        assertThat(schema.path("$id").asString("")).isEqualTo("urn:crm:event:" + versioned(type));
        assertThat(schema.path("title").asString("")).isNotBlank();
        Subschemas.visit(
                schema,
                part -> assertThat(part.path("description").asString(""))
                        .as("%s has no description: %s", type, part)
                        .isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("types")
    void noEventHasFieldForPersonalData(String type) {
        assertThat(fields(CONTRACTS.schema(type))).doesNotContainAnyElementsOf(PERSONAL);
    }

    @ParameterizedTest
    @MethodSource("types")
    void onlyProductsHaveNames(String type) {
        if (!type.startsWith("product.") && !type.equals("order.placed")) {
            assertThat(fields(CONTRACTS.schema(type))).doesNotContain("name");
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void codesAreOpenForReaders(String type) {
        Subschemas.visit(
                CONTRACTS.schema(type),
                part -> assertThat(part.has("enum")).as(type).isFalse());
    }

    private static List<String> fields(JsonNode schema) {
        var fields = new ArrayList<String>();
        Subschemas.visit(schema, part -> fields.addAll(part.path("properties").propertyNames()));
        return fields;
    }

    private static String versioned(String type) {
        return type.matches(".*\\.v[0-9]+") ? type : type + ".v1";
    }
}
