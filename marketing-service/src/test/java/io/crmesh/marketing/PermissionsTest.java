package io.crmesh.marketing;

import static io.crmesh.marketing.TestEvents.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.platform.consume.EventConsumer;
import io.crmesh.platform.event.Outcome;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.CustomerEvents;
import io.crmesh.platform.testing.FieldMarks;
import io.crmesh.platform.testing.PermissionWalk;
import io.crmesh.platform.testing.RowWalk;
import io.crmesh.platform.testing.TestIssuer;
import io.crmesh.platform.testing.Thrice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class PermissionsTest extends MarketingTest {

    private static final String PAID = """
            {"name": "Thank for the payment", "trigger": "payment.captured",
             "condition": {"event": "amount.amount", "is": ">=", "value": "0.00"},
             "steps": [{"id": "thanks", "send": {"channel": "EMAIL", "purpose": "SERVICE",
                "template": {"subject": "Thank you", "text": "Thank you"}}}]}""";

    /** No response shows an address or the text of a message. */
    @Test
    void personalDataIsNotShown(
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping endpoints) {
        new FieldMarks("marketing-service", "io.crmesh.marketing", http, endpoints)
                .check(Map.of("Template.subject", "what an automation's author wrote for all customers"));
    }

    /** The answers show contents of events. */
    @Test
    void explanationNeedsPermissionToReadItsEvents() {
        var orders = created(thanks(3, "ONCE", "Hello"));
        var payments = created(PAID);

        assertThat(why("MARKETER", orders)).hasStatus(404);
        assertThat(why("ANALYST", payments)).hasStatus(404);
        assertThat(why("MARKETER", payments)).hasStatus(403).bodyText().contains("payments:read");
        assertThat(preview("MARKETER", orders)).hasStatus(404);
        assertThat(preview("ANALYST", payments)).hasStatus(404);
        assertThat(preview("MARKETER", payments)).hasStatus(403).bodyText().contains("payments:read");
    }

    @Test
    void endpointsAdmitRolesOfPermissionTable(
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping endpoints) {
        new PermissionWalk("marketing-service", http, endpoints).check();
    }

    @Test
    void recordsAreVisibleToRolesOfPermissionTable(@Autowired List<EventConsumer> consumers) {
        var events = CustomerEvents.to(consumers, "marketing.profiles");
        var customers = Thrice.customers(events);
        var automation = enabledAt(1, "ONCE");
        events.follower().polled();
        var runs = customers.map(customer -> {
            assertThat(events.follower().apply(placed(customer, newId("ord_"), "1.00")))
                    .isEqualTo(Outcome.APPLIED);
            return completed(automation, customer);
        });
        var deliveries = customers.map(customer -> only("/api/deliveries?customer=" + customer));

        new RowWalk("marketing-service", http, Map.of("id", automation))
                .at("/api/profiles/{customer}", customers)
                .at("/api/automations/{id}/why/{customer}", customers)
                .at("/api/automations/{id}/preview", "customer", customers)
                .told("POST", "/api/automations/{id}/preview", "{\"customer\": \"{customer}\"}")
                .at("/api/runs/{id}", runs)
                .at("/api/deliveries/{id}", deliveries)
                .listed("/api/runs", runs, customers.map("count=true&customer="::concat))
                .listed("/api/runs", runs, runs.map(_ -> "sort=startedAt&automation=" + automation))
                .listed("/api/deliveries", deliveries, customers.map("count=true&customer="::concat))
                .listed("/api/deliveries", deliveries, runs.map(_ -> "sort=queuedAt&automation=" + automation))
                .counted("/api/deliveries/counts", "automation=" + automation, deliveries)
                .forAll("/api/automations", "an automation concerns no single customer")
                .check();
    }

    @Test
    void automationOnPaymentsWithoutPermissionIsRefused() {
        var orders = created(thanks(3, "ONCE", "Hello"));
        var payments = created(PAID);
        var marketer = new Api(http, TestIssuer.token("bob", "MARKETER"));

        for (var refused : List.of(
                marketer.post("/api/automations", PAID),
                marketer.send(HttpMethod.PUT, orders, "\"1\"", PAID),
                marketer.send(HttpMethod.PUT, payments, "\"1\"", thanks(3, "ONCE", "Hello")),
                marketer.send(HttpMethod.POST, payments + "/enable", "\"1\"", ""),
                marketer.post(payments + "/test-send", "{\"to\": \"bob@example.org\"}"))) {
            assertThat(refused.expect(403).text()).contains("payments:read");
        }
        marketer.send(HttpMethod.POST, orders + "/enable", "\"1\"", "").expect(200);
        marketer.send(HttpMethod.POST, orders + "/retire", "\"2\"", "").expect(200);
        marketer.send(HttpMethod.POST, payments + "/retire", "\"1\"", "").expect(200);
    }

    @Test
    void resultsOfPaymentAutomationAreHiddenWithoutPermission(@Autowired List<EventConsumer> consumers) {
        var events = CustomerEvents.to(consumers, "marketing.profiles");
        var customer = newId("cus_");
        events.registered(customer, "anna", "south");
        var automation = enabled(PAID);
        events.follower().polled();

        assertThat(events.follower().apply(captured(customer))).isEqualTo(Outcome.APPLIED);
        var run = completed(automation, customer);

        assertReadable("ANALYST", true, automation, customer, run);
        assertReadable("MARKETER", false, automation, customer, run);
        assertThat(put("/api/automations/" + automation, 2, thanks(77, "ONCE", "Hello")))
                .hasStatusOk();
        assertReadable("ANALYST", true, automation, customer, run);
        assertReadable("MARKETER", false, automation, customer, run);
    }

    private void assertReadable(String role, boolean readable, String automation, String customer, String run) {
        var reader = new Api(http, TestIssuer.token("bob", role));
        var delivery = only("/api/deliveries?customer=" + customer);

        reader.get("/api/runs/" + run).expect(readable ? 200 : 404);
        reader.get("/api/deliveries/" + delivery).expect(readable ? 200 : 404);
        assertThat(reader.get("/api/runs?count=true&customer=" + customer)
                        .expect(200)
                        .text()
                        .contains(run))
                .isEqualTo(readable);
        assertThat(reader.get("/api/deliveries?customer=" + customer)
                        .expect(200)
                        .text()
                        .contains(delivery))
                .isEqualTo(readable);
        var counts = reader.get("/api/deliveries/counts?automation=" + automation)
                .expect(200)
                .body();
        assertThat(counts.valueStream().mapToLong(count -> count.asLong()).sum())
                .isEqualTo(readable ? 1 : 0);
        assertThat(reader.get("/api/profiles/" + customer).expect(200).text().contains(automation))
                .isEqualTo(readable);
    }

    private String completed(String automation, String customer) {
        var runs = "/api/runs?state=COMPLETED&automation=" + automation + "&customer=" + customer;
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !json(get(runs)).get("items").isEmpty());
        return only(runs);
    }

    private String only(String path) {
        var items = json(get(path)).get("items");
        assertThat(items).hasSize(1);
        return items.get(0).get("id").asString();
    }

    private static RecordedEvent captured(String customer) {
        return TestEvents.event("orders", newId("ord_"), 1, customer, "payment.captured", """
                {"paymentId": "pay_1", "amount": {"amount": "12.30", "currency": "USD"}, "method": "CARD"}""");
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
