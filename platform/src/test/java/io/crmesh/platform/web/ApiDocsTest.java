package io.crmesh.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebTest
class ApiDocsTest {

    @Autowired
    MockMvcTester http;

    @Test
    void headersOfCommandsAreDerivedFromControllers() {
        var docs = docs();

        assertThat(docs).bodyJson().extractingPath("openapi").asString().startsWith("3.1");
        assertThat(docs)
                .bodyJson()
                .extractingPath("$.paths['/parcels'].post.parameters[*].name")
                .asArray()
                .containsExactly("Idempotency-Key");
        assertThat(docs)
                .bodyJson()
                .extractingPath("$.paths['/parcels/{id}/closing'].post.parameters[?(@.required)].name")
                .asArray()
                .containsExactlyInAnyOrder("id", "Idempotency-Key", "If-Match");
        assertThat(docs)
                .bodyJson()
                .extractingPath("$.paths['/parcels/{id}'].put.responses")
                .asMap()
                .containsKeys(
                        "200", "400", "404", "408", "409", "429", "410", "412", "413", "415", "422", "428", "503");
        assertThat(docs).bodyText().contains("#/components/schemas/Problem").doesNotContain("\"Command\"", "\"Scope\"");
    }

    @Test
    void listDocumentsItsCommonParameters() {
        assertThat(docs())
                .bodyJson()
                .extractingPath("$.paths['/parcels'].get.parameters[*].name")
                .asArray()
                .containsExactly("city", "street", "count", "cursor", "limit", "sort");
        assertThat(docs())
                .bodyJson()
                .extractingPath("$.paths['/parcels'].get.parameters[1].x-permission")
                .isEqualTo("contact:read");
        assertThat(http.get().uri("/parcels?limit=7&city=x"))
                .hasHeader("Link", "</parcels?limit=7&city=x&cursor=more>; rel=\"next\"")
                .bodyJson()
                .isStrictlyEqualTo("{\"items\": [\"limit 7\"]}");
        assertThat(http.get().uri("/parcels?fields=x")).hasStatus(400);
    }

    @Test
    void creatingCommandIsAnswered201WithItsHeaders() {
        assertThat(docs())
                .bodyJson()
                .extractingPath("$.paths['/parcels'].post.responses['201'].headers")
                .asMap()
                .containsOnlyKeys("ETag", "Location", "Idempotent-Replayed");
        assertThat(docs())
                .bodyJson()
                .extractingPath("$.paths['/parcels'].post.responses")
                .asMap()
                .doesNotContainKey("200");
    }

    @Test
    void amountIsDocumentedAsText() {
        assertThat(docs())
                .bodyJson()
                .extractingPath("$.components.schemas.SendParcel.properties.value.type")
                .isEqualTo("string");
    }

    @Test
    void documentIsIndependentOfTheMachine() {
        var docs = docs();

        assertThat(docs).bodyJson().extractingPath("$.servers[0].url").isEqualTo("/");
        assertThat(docs).bodyText().doesNotContain("localhost", "127.0.0.1");
    }

    private MvcTestResult docs() {
        return http.get().uri("/v3/api-docs").exchange();
    }
}
