package io.crmesh.marketing.delivery.sending;

import static io.crmesh.marketing.TestEvents.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.marketing.MarketingTest;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.TestIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailContentTest extends MarketingTest {

    private static final String NEVER = "{% if profile.orders.count == '77' %}Hello{% endif %}";

    private static String saying(String purpose, String subject, String text) {
        return """
                {"name": "Thank the customer", "trigger": "order.placed",
                 "steps": [{"id": "thanks", "send": {"channel": "EMAIL", "purpose": "%s",
                    "template": {"subject": "%s", "text": "%s"}}}]}""".formatted(purpose, subject, text);
    }

    @ParameterizedTest
    @CsvSource({"MARKETING, true", "SURVEY, true", "SERVICE, false"})
    void mailThatNeedsConsentEndsWithUnsubscribeLink(String purpose, boolean ends) {
        var _ = enabled(saying(purpose, "Hello", "Good to see you."));
        var customer = newId("cus_");

        publish(placed(customer, newId("ord_"), "1.00"));

        awaitState(customer, "SENT");
        var text = SINK.content(mailsTo(customer).getFirst()).text();
        assertThat(text).startsWith("Good to see you.");
        assertThat(text.contains("http://127.0.0.1:8080/u/dlv_")).isEqualTo(ends);
    }

    @Test
    void linkThatAuthorNamedIsNotAddedAgain() {
        var _ = enabled(saying("MARKETING", "Hello", "Stop: {{ unsubscribe }}"));
        var customer = newId("cus_");

        publish(placed(customer, newId("ord_"), "1.00"));

        awaitState(customer, "SENT");
        assertThat(SINK.content(mailsTo(customer).getFirst()).text()).containsOnlyOnce("/u/dlv_");
    }

    @Test
    void mailWithoutSubjectIsSuppressed() {
        assertSuppressed(saying("SERVICE", NEVER + "\u200b", "Hello"), "EMPTY_SUBJECT");
    }

    @Test
    void mailWithoutTextIsSuppressed() {
        assertSuppressed(saying("MARKETING", "Hello", NEVER), "EMPTY_TEXT");
    }

    private void assertSuppressed(String definition, String reason) {
        var _ = enabled(definition);
        var customer = newId("cus_");

        publish(placed(customer, newId("ord_"), "1.00"));

        awaitState(customer, "SUPPRESSED");
        assertThat(delivery(customer).path("reason").asString()).isEqualTo(reason);
        assertThat(mailsTo(customer)).isEmpty();
    }

    @Test
    void addressWithOtherThanAsciiLettersIsReached() {
        var automation = enabled(saying("SERVICE", "Grüße", "Hello"));

        var queued = new Api(http, TestIssuer.token("jörg", "MARKETER"))
                .post("/api/automations/" + automation + "/test-send", "{}")
                .expect(202);

        var path = "/api/deliveries/" + queued.id();
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(json(get(path)).path("state").asString()).isEqualTo("SENT"));
        assertThat(SINK.mails())
                .filteredOn(
                        mail -> mail.to().stream().anyMatch(to -> to.address().equals("jörg@example.org")))
                .singleElement()
                .satisfies(mail -> assertThat(mail.subject()).isEqualTo("Grüße"));
    }
}
