package io.crmesh.marketing.delivery;

import static io.crmesh.marketing.TestFacts.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.marketing.MarketingTest;
import io.crmesh.marketing.TestFacts;
import io.crmesh.marketing.delivery.SenderSteps.Step;
import io.crmesh.platform.seal.Erasures;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class SenderDeathTest extends MarketingTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static final class Killed extends RuntimeException {}

    @Autowired
    private Sender sender;

    @AfterEach
    void live() {
        sender.steps(SenderSteps.NONE);
        CUSTOMERS.away(false);
    }

    /** From now on whoever reaches this step dies, but only once. */
    private Set<String> dieOnceAt(Step step) {
        var died = ConcurrentHashMap.<String>newKeySet();
        sender.steps(reached -> {
            if (reached == step && died.add("once")) {
                throw new Killed();
            }
        });
        return died;
    }

    private JsonNode delivery(String customer) {
        return json(get("/api/deliveries?customer=" + customer)).path("items").path(0);
    }

    private void awaitState(String customer, String state) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(delivery(customer).path("state").asString()).isEqualTo(state));
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void whereverASenderDiesTheMailIsThereOnce(Step step) {
        var _ = enabledAt(1, "ONCE");
        var customer = newId("cus_");
        var died = dieOnceAt(step);

        publish(placed(customer, newId("ord_"), "1.00"));

        awaitState(customer, "SENT");
        assertThat(died).isNotEmpty();
        assertThat(mailsTo(customer)).hasSize(1);
        assertThat(mailsTo(customer).getFirst().repeats()).isEqualTo(step == Step.ACCEPTED ? 1 : 0);
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"HANDING_OVER", "ACCEPTED"})
    void aReceiverThatCannotTellRepeatsGetsNoneAndAPersonDecides(Step step) {
        var definition = thanks(1, "ONCE", "Plain").replace("\"purpose\"", "\"receiver\": \"PLAIN\", \"purpose\"");
        var _ = enabled(definition);
        var customer = newId("cus_");
        var _ = dieOnceAt(step);

        publish(placed(customer, newId("ord_"), "1.00"));

        awaitState(customer, "UNKNOWN");
        var arrived = mailsTo(customer).size();
        assertThat(arrived).isEqualTo(step == Step.ACCEPTED ? 1 : 0);
        assertThat(delivery(customer).path("due").isMissingNode()).isTrue();
        assertThat(json(get("/api/deliveries?state=UNKNOWN&customer=" + customer))
                        .path("items"))
                .hasSize(1);

        var id = delivery(customer).path("id").asString();
        var version = Long.parseLong(
                String.valueOf(get("/api/deliveries/" + id).getResponse().getHeader("ETag"))
                        .replace("\"", ""));
        var decision = arrived == 1 ? "settlement" : "resend";
        assertThat(postOn("/api/deliveries/" + id + "/" + decision, version)).hasStatusOk();

        awaitState(customer, "SENT");
        assertThat(mailsTo(customer)).hasSize(1);
        assertThat(mailsTo(customer).getFirst().repeats()).isZero();
        assertThat(postOn("/api/deliveries/" + id + "/resend", version + 9)).hasStatus(412);
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"HANDING_OVER", "ACCEPTED"})
    void aReceiverThatCanBeAskedIsAskedBeforeAnythingIsRepeated(Step step) {
        var definition = thanks(1, "ONCE", "Lookup").replace("\"purpose\"", "\"receiver\": \"LOOKUP\", \"purpose\"");
        var _ = enabled(definition);
        var customer = newId("cus_");
        var died = dieOnceAt(step);

        publish(placed(customer, newId("ord_"), "1.00"));

        if (step == Step.HANDING_OVER) { // nothing to be found, which proves nothing
            awaitState(customer, "UNKNOWN");
            assertThat(mailsTo(customer)).isEmpty();
            assertThat(delivery(customer).path("due").isMissingNode()).isFalse();
            resend(customer);
        }
        awaitState(customer, "SENT");
        assertThat(died).isNotEmpty();
        assertThat(mailsTo(customer)).hasSize(1);
        assertThat(mailsTo(customer).getFirst().repeats()).isZero();
    }

    /** The text of a mail that may have arrived is gone with the person: it is never handed over again. */
    @Test
    void whatIsInDoubtStaysSoWhenTheCustomerIsErased(@Autowired Erasures erasures) {
        var definition = thanks(1, "ONCE", "Plain").replace("\"purpose\"", "\"receiver\": \"PLAIN\", \"purpose\"");
        var _ = enabled(definition);
        var customer = newId("cus_");
        var _ = dieOnceAt(Step.HANDING_OVER);
        publish(TestFacts.registered(customer), placed(customer, newId("ord_"), "1.00"));
        awaitState(customer, "UNKNOWN");

        publish(TestFacts.fact("customers", customer, 2, customer, "customer.erased", "{}"));
        await().atMost(SOON).until(() -> erasures.erasedAt(customer).isPresent());
        resend(customer);

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(delivery(customer).path("reason").asString(""))
                                .isEqualTo("ERASED"));
        assertThat(delivery(customer).path("state").asString()).isEqualTo("UNKNOWN");
        assertThat(mailsTo(customer)).isEmpty();
        assertThat(get("/api/profiles/" + customer)).hasStatusOk();
    }

    private void resend(String customer) {
        await().atMost(SOON).untilAsserted(() -> {
            var id = delivery(customer).path("id").asString();
            var etag = String.valueOf(get("/api/deliveries/" + id).getResponse().getHeader("ETag"));
            assertThat(postOn("/api/deliveries/" + id + "/resend", Long.parseLong(etag.replace("\"", ""))))
                    .hasStatusOk();
        });
    }

    @Test
    void aConsentThatIsWithdrawnBeforeSendingCounts() {
        var automation = enabledAt(1, "ONCE");
        var customer = newId("cus_");
        sender.steps(reached -> {
            if (reached == Step.CLAIMED) {
                CUSTOMERS.withdraw(customer);
            }
        });

        publish(placed(customer, newId("ord_"), "1.00"));

        awaitState(customer, "SUPPRESSED");
        assertThat(mailsTo(customer)).isEmpty();
        var why = json(get("/api/automations/" + automation + "/why/" + customer));
        assertThat(why.path("answer").asString()).isEqualTo("SUPPRESSED");
        assertThat(why.path("messages").path(0).path("reason").asString()).isEqualTo("CONSENT");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(json(get("/api/runs?customer=" + customer))
                                .path("items")
                                .path(0)
                                .path("state")
                                .asString())
                        .isEqualTo("SUPPRESSED"));
    }

    @Test
    void aStopHoldsWhatIsBeingCheckedAndReleasesItOnCommand() throws Exception {
        var automation = enabledAt(1, "ONCE");
        var customer = newId("cus_");
        var checking = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        var went = new AtomicBoolean();
        sender.steps(reached -> {
            if (reached == Step.ASKED && !went.getAndSet(true)) {
                checking.countDown();
                try {
                    stopped.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        });

        publish(placed(customer, newId("ord_"), "1.00"));
        checking.await();
        assertThat(put("/api/automations/" + automation + "/stop", 0, """
                {"stopped": true, "reason": "wrong text"}""")).hasStatusOk();
        stopped.countDown();

        await().during(Duration.ofSeconds(3))
                .atMost(SOON)
                .untilAsserted(() -> assertThat(mailsTo(customer)).isEmpty());
        assertThat(delivery(customer).path("state").asString()).isEqualTo("QUEUED");
        assertThat(json(get("/api/automations/" + automation + "/why/" + customer))
                        .path("answer")
                        .asString())
                .isEqualTo("STOPPED");

        assertThat(put("/api/automations/" + automation + "/stop", 1, """
                {"stopped": false}""")).hasStatusOk();
        awaitState(customer, "SENT");
        assertThat(mailsTo(customer)).hasSize(1);
    }

    @Test
    void whileCustomersCannotBeAskedNobodyIsWrittenToAndThenEverybody() {
        var _ = enabledAt(1, "ONCE");
        var customer = newId("cus_");
        CUSTOMERS.away(true);

        publish(placed(customer, newId("ord_"), "1.00"));

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(delivery(customer).path("reason").asString(""))
                                .isEqualTo("NO_ANSWER"));
        assertThat(mailsTo(customer)).isEmpty();

        CUSTOMERS.away(false);
        awaitState(customer, "SENT");
        assertThat(mailsTo(customer)).hasSize(1);
    }

    @Test
    void theLinkOfAMailEndsItsConsentWithoutSigningIn() {
        var _ = enabledAt(1, "ONCE");
        var customer = newId("cus_");
        publish(placed(customer, newId("ord_"), "1.00"));
        awaitState(customer, "SENT");
        var letter = SINK.letter(mailsTo(customer).getFirst());
        var link = String.join("", letter.headers().getOrDefault("List-Unsubscribe", List.of()))
                .replaceAll("^<http://127.0.0.1:8080|>$", "");

        assertThat(get(link)).hasStatusOk().bodyText().contains("退订");
        assertThat(CUSTOMERS.withdrawals()).doesNotContain(customer + "/MARKETING/EMAIL");

        var oneClick = http.post()
                .uri(link)
                .contentType("application/x-www-form-urlencoded")
                .content("List-Unsubscribe=One-Click")
                .exchange();

        assertThat(oneClick).hasStatusOk();
        assertThat(CUSTOMERS.withdrawals()).contains(customer + "/MARKETING/EMAIL");
    }

    @Test
    void aTamperedLinkChangesNothing() {
        var before = CUSTOMERS.withdrawals().size();
        var link = "/u/dlv_" + "0".repeat(26) + "." + "A".repeat(43);

        assertThat(get(link)).hasStatus(404).bodyText().contains("not complete");
        assertThat(http.post().uri(link)).hasStatus(404);
        assertThat(CUSTOMERS.withdrawals()).hasSize(before);
    }
}
