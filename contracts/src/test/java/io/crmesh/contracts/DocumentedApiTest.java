package io.crmesh.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.contracts.DocumentedApi.Answer;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class DocumentedApiTest {

    private static final String DOCUMENT = """
            {"openapi": "3.1.0",
             "paths": {
               "/api/parcels": {"post": {
                 "summary": "Posts a parcel",
                 "requestBody": {"content": {"application/json": {"example": {"weight": 1}}}},
                 "responses": {
                   "201": {"headers": {"Location": {}}, "content": {"application/json": {
                     "schema": {"$ref": "#/components/schemas/Parcel"}}}}}}},
               "/api/parcels/{id}": {"get": {"summary": "Shows a parcel", "responses": {"200": {}}}},
               "/api/parcels/stop": {"get": {"summary": "Shows the stop", "responses": {"204": {}}}}},
             "components": {"schemas": {
               "Parcel": {"type": "object", "required": ["id"], "properties": {
                 "id": {"type": "string"}, "sender": {"$ref": "#/components/schemas/Person"}}},
               "Person": {"type": "object", "properties": {"name": {"type": "string"}}}}}}""";

    private final DocumentedApi api = DocumentedApi.of(Json.MAPPER.readTree(DOCUMENT));

    @Test
    void documentedAnswerIsFine() {
        assertThat(api.problems(posted("{\"id\": \"1\", \"sender\": {\"name\": \"Ann\"}}")))
                .isEmpty();
    }

    @Test
    void bodyHasNoFieldThatIsNotDocumentedAndLacksNoneThatIsRequired() {
        assertThat(api.problems(posted("{\"id\": \"1\", \"more\": 1}")))
                .singleElement()
                .asString()
                .contains("more");
        assertThat(api.problems(posted("{\"id\": \"1\", \"sender\": {\"age\": 1}}")))
                .singleElement()
                .asString()
                .contains("age");
        assertThat(api.problems(posted("{}"))).singleElement().asString().contains("id");
        assertThat(api.problems(posted("{\"id\": null}"))).isNotEmpty();
        assertThat(api.problems(posted("{"))).singleElement().asString().contains("not JSON");
    }

    @Test
    void statusTypeAndHeadersAreDocumented() {
        assertThat(api.problems(answer("POST", "/api/parcels", 409, null)))
                .singleElement()
                .asString()
                .contains("409");
        assertThat(api.problems(answer("POST", "/api/parcels", 201, "text/html")))
                .singleElement()
                .asString()
                .contains("text/html");
        assertThat(api.problems(answer("POST", "/api/parcels", 201, null, "location")))
                .isEmpty();
        assertThat(api.problems(answer("POST", "/api/parcels", 201, null, "ETag")))
                .singleElement()
                .asString()
                .contains("ETag");
    }

    @Test
    void pathWithoutVariablesGoesFirst() {
        assertThat(api.problems(answer("GET", "/api/parcels/stop", 204, null))).isEmpty();
        assertThat(api.problems(answer("GET", "/api/parcels/7", 204, null))).isNotEmpty();
    }

    @Test
    void addressWithoutOperationIsOnlyRefused() {
        assertThat(api.problems(answer("GET", "/api/letters", 404, null))).isEmpty();
        assertThat(api.problems(answer("GET", "/api/letters", 200, null))).isNotEmpty();
        assertThat(api.problems(answer("DELETE", "/api/parcels", 405, null))).isEmpty();
    }

    @Test
    void examplesAreFound() {
        assertThat(api.examples())
                .containsExactly(
                        new DocumentedApi.Example("POST", "/api/parcels", Json.MAPPER.readTree("{\"weight\": 1}")));
    }

    @Test
    void whatIsNotExplainedIsNamed() {
        assertThat(api.gaps()).isEmpty();
        var document = (ObjectNode)
                Json.MAPPER.readTree(DOCUMENT.replace("Posts a parcel", "").replace("\"example\"", "\"none\""));
        var operation = (ObjectNode) document.at("/paths/~1api~1parcels~1stop/get");
        operation.putArray("parameters").addObject().put("name", "until");
        ((ObjectNode) document.at("/components/schemas")).putObject("Nothing");

        assertThat(DocumentedApi.of(document).gaps())
                .containsExactlyInAnyOrder(
                        "/api/parcels POST has no summary",
                        "/api/parcels POST has no example of its body",
                        "/api/parcels/stop GET: parameter until has no description",
                        "schema Nothing says nothing");
    }

    private static Answer posted(String body) {
        return new Answer("POST", "/api/parcels", 201, "application/json", Set.of(), body);
    }

    private static Answer answer(String method, String path, int status, @Nullable String type, String... headers) {
        return new Answer(method, path, status, type, Set.of(headers), "x");
    }
}
