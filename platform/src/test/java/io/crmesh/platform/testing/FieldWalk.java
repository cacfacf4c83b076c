package io.crmesh.platform.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import io.crmesh.contracts.PermissionTable;
import io.crmesh.contracts.PermissionTable.Endpoint;
import io.crmesh.contracts.PermissionTable.Field;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Contract test of field permissions: requests every field of the permission table in every role. A role with its class
 * sees the field; other roles neither see it nor may filter by it. The records must have all these fields, and belong
 * to {@link #TEAM}.
 */
public final class FieldWalk {

    /** The team of the test's caller. */
    public static final String TEAM = "team_south";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final PermissionTable table = PermissionTable.load();
    private final String service;
    private final MockMvcTester http;
    private final Map<String, String> places;

    /**
     * Checks one service.
     *
     * @param places values for the names in braces of the table's paths: {@code id}, {@code asOf} …
     */
    public FieldWalk(String service, MockMvcTester http, Map<String, String> places) {
        this.service = service;
        this.http = http;
        this.places = Map.copyOf(places);
    }

    public void check() {
        var steps = new ArrayList<Executable>();
        for (var field : table.fieldsOf(service)) {
            var endpoint = endpoint(field);
            for (var role : table.roles()) {
                if (table.allows(role, endpoint)) {
                    steps.add(() -> step(field, role, "crm", table.shows(role, field)));
                }
            }
            var both = endpoint.needs() + " " + field.permission();
            steps.add(() -> step(field, "INTEGRATION", endpoint.needs(), false));
            steps.add(() -> step(field, "INTEGRATION", both, true));
        }
        assertThat(steps).isNotEmpty();
        assertAll(steps);
    }

    private Endpoint endpoint(Field field) {
        var path = shape(field.path().split("\\?", -1)[0]);
        return table.endpointsOf(service).stream()
                .filter(each ->
                        each.method().equals("GET") && shape(each.path()).equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No endpoint of the table: " + field));
    }

    /** A path without the names of its variables. */
    static String shape(String path) {
        return path.replaceAll("\\{[a-zA-Z]+}", "{}");
    }

    private void step(Field field, String role, String scope, boolean shown) {
        var asked = field.field().startsWith("?");
        var answer = get(field, asked ? field.field() + "=x" : "", role, scope);
        var described = "%s with %s: %s".formatted(role, scope, field);
        if (asked) {
            assertThat(answer.getStatus() != 403).as(described).isEqualTo(shown);
            if (!shown) {
                assertThat(text(answer)).as(described).contains(field.permission());
            }
        } else {
            assertThat(answer.getStatus()).as(described).isEqualTo(200);
            assertThat(shows(answer, field.field())).as(described).isEqualTo(shown);
        }
        if (!shown && !asked && !field.path().contains("{")) {
            assertThat(get(field, "?sort=" + URLEncoder.encode(field.field(), UTF_8), role, scope)
                            .getStatus())
                    .as("sorted, %s", described)
                    .isIn(400, 403);
        }
    }

    private MockHttpServletResponse get(Field field, String more, String role, String scope) {
        var path = field.path() + more;
        for (var place : places.entrySet()) {
            path = path.replace("{" + place.getKey() + "}", place.getValue());
        }
        var token = TestIssuer.claims("walker", role)
                .claim("scope", scope)
                .claim("teams", List.of(TEAM))
                .build();
        return http.get()
                .uri(URI.create(path))
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + TestIssuer.signed(token))
                .exchange()
                .getResponse();
    }

    private static boolean shows(MockHttpServletResponse answer, String field) {
        var text = text(answer);
        if (!text.startsWith("{")) {
            return List.of(text.lines().findFirst().orElse("").split(",", -1)).contains(field);
        }
        var body = JSON.readTree(text);
        var items = body.has("items") ? body.get("items").valueStream().toList() : List.of(body);
        return items.stream().anyMatch(item -> item.has("changes") ? changed(item, field) : has(item, field));
    }

    /** Whether a history entry contains a change of this field. */
    private static boolean changed(JsonNode entry, String field) {
        return entry.get("changes")
                .valueStream()
                .map(change -> change.get("field").asString().replaceAll("\\[[^]]*]", "[]"))
                .anyMatch(path -> path.equals(field) || path.startsWith(field + ".") || path.startsWith(field + "["));
    }

    private static boolean has(JsonNode node, String field) {
        var nodes = Stream.of(node);
        for (var step : field.split("\\.", -1)) {
            var name = step.replace("[]", "");
            nodes = nodes.filter(each -> each.has(name)).map(each -> each.get(name));
            if (step.endsWith("[]")) {
                nodes = nodes.flatMap(JsonNode::valueStream);
            }
        }
        return nodes.findAny().isPresent();
    }

    private static String text(MockHttpServletResponse answer) {
        return new String(answer.getContentAsByteArray(), UTF_8);
    }
}
