package io.crmesh.platform.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.json.StrictJson;
import io.crmesh.platform.testing.TestIssuer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebTest
class FieldPermissionsTest {

    @Autowired
    MockMvcTester http;

    @ParameterizedTest
    @CsvSource({"AGENT, true", "ADMIN, true", "MARKETER, false", "ANALYST, false"})
    void fieldWithoutPermissionIsLeftOut(String role, boolean shown) {
        var text =
                assertThat(get("/parcels/par_0001/label", role)).hasStatusOk().bodyText();

        text.contains("\"city\":\"Graz\"");
        if (shown) {
            text.contains("Main Street", "ann@example.com", "+431");
        } else {
            text.doesNotContain("street", "Main Street", "emails", "ann@example.com", "phone", "+431");
        }
    }

    @Test
    void filterByFieldWithoutPermissionIsForbidden() {
        for (var question : List.of("street=x", "sort=street", "sort=-street")) {
            assertThat(get("/parcels?" + question, "ADMIN")).as(question).hasStatusOk();
            assertThat(get("/parcels?" + question, "MARKETER"))
                    .as(question)
                    .hasStatus(403)
                    .bodyText()
                    .contains("contact:read");
        }
    }

    @Test
    void exportHasOnlyPermittedColumns() {
        assertThat(file("orders:export contact:read")).isEqualTo("\ufeffcity,street\r\nGraz,Main Street\r\n");
        assertThat(file("orders:export")).isEqualTo("\ufeffcity\r\nGraz\r\n");
    }

    @Test
    void documentNamesTheFieldsPermission() {
        assertThat(http.get().uri("/v3/api-docs"))
                .bodyJson()
                .extractingPath("$.components.schemas.Label.properties.street.x-permission")
                .isEqualTo("contact:read");
    }

    record Inner(@Needs("contact:read") String street) {}

    record Outer(@Needs("contact:read") @JsonUnwrapped Inner inner) {}

    /** Unwrapping drops the field's name, and with it its annotation. */
    @Test
    void unwrappedTypeMustDeclarePermissionsAtItsFields() {
        assertThatThrownBy(() -> new StrictJson(List.of()).mapper().writeValueAsString(new Outer(new Inner("x"))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void protectedFieldsAreLeftOutOutsideOfRequests() {
        assertThat(new StrictJson(List.of()).mapper().writeValueAsString(Map.of("inner", new Inner("x"))))
                .isEqualTo("{\"inner\":{}}");
    }

    private String file(String scope) {
        var token =
                TestIssuer.claims("bob", "INTEGRATION").claim("scope", scope).build();
        var result = http.get()
                .uri("/parcels/export")
                .header("Authorization", "Bearer " + TestIssuer.signed(token))
                .exchange();
        return new String(result.getResponse().getContentAsByteArray(), UTF_8);
    }

    private MvcTestResult get(String path, String role) {
        return http.get()
                .uri(path)
                .header("Authorization", "Bearer " + TestIssuer.token("bob", role))
                .exchange();
    }
}
