package io.crmesh.marketing;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.platform.testing.FieldMarks;
import io.crmesh.platform.testing.PermissionWalk;
import io.crmesh.platform.testing.TestIssuer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class PermissionsTest extends MarketingTest {

    /** No address and no text of a message is shown to anybody. */
    @Test
    void whatIsPersonalIsNotShown(
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping endpoints) {
        new FieldMarks("marketing-service", "io.crmesh.marketing", http, endpoints)
                .check(Map.of("Template.subject", "what an automation's writer wrote for everybody"));
    }

    /** What was found in a fact is in the answers. */
    @Test
    void whyIsToldToThoseWhoMayReadOfWhatTheFactsTell() {
        var orders = created(thanks(3, "ONCE", "Hello"));
        var payments = created("""
                {"name": "Thank for the payment", "trigger": "payment.captured",
                 "condition": {"fact": "amount.amount", "is": ">=", "value": "0.00"},
                 "steps": [{"id": "thanks", "send": {"channel": "EMAIL", "purpose": "SERVICE",
                    "template": {"subject": "Thank you", "text": "Thank you"}}}]}""");

        assertThat(why("MARKETER", orders)).hasStatus(404);
        assertThat(why("ANALYST", payments)).hasStatus(404);
        assertThat(why("MARKETER", payments)).hasStatus(403).bodyText().contains("payments:read");
        assertThat(preview("MARKETER", orders)).hasStatus(404);
        assertThat(preview("ANALYST", payments)).hasStatus(404);
        assertThat(preview("MARKETER", payments)).hasStatus(403).bodyText().contains("payments:read");
    }

    @Test
    void everyEndpointLetsInWhomTheTableNames(
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping endpoints) {
        new PermissionWalk("marketing-service", http, endpoints).check();
    }

    private String created(String definition) {
        var created = post("/api/automations", definition);
        assertThat(created).hasStatus(201);
        return "/api/automations/" + json(created).path("id").asString();
    }

    private MvcTestResult why(String role, String automation) {
        return http.get()
                .uri(automation + "/why/" + newId("cus_"))
                .header("Authorization", "Bearer " + TestIssuer.token("bob", role))
                .exchange();
    }

    private MvcTestResult preview(String role, String automation) {
        return http.post()
                .uri(automation + "/preview")
                .header("Authorization", "Bearer " + TestIssuer.token("bob", role))
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"customer\": \"%s\"}".formatted(newId("cus_")))
                .exchange();
    }
}
