package io.crmesh.marketing.delivery.sending;

import static io.crmesh.marketing.TestEvents.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.marketing.MarketingTest;
import io.crmesh.marketing.TestEvents;
import io.crmesh.marketing.delivery.sending.SenderFaultPoints.Step;
import io.crmesh.platform.encryption.Erasures;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

class DeliverySenderTest extends MarketingTest {

    private static final class Killed extends RuntimeException {}

    @Autowired
    private TestFaultPoints faultPoints;

    @AfterEach
    void reset() {
        faultPoints.set(SenderFaultPoints.NONE);
        CUSTOMERS.away(false);
    }

    /** The first sender that reaches this step is killed. */
    private Set<String> killOnceAt(Step step) {
        var killed = ConcurrentHashMap.<String>newKeySet();
        faultPoints.set(reached -> {
            if (reached == step && killed.add("once")) {
                throw new Killed();
            }
        });
        return killed;
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void senderKilledAfterAnyStepDeliversMailOnce(Step step) {
        var _ = enabledAt(1, "ONCE");
        var customer = newId("cus_");
        var killed = killOnceAt(step);

        publish(placed(customer, newId("ord_"), "1.00"));

        awaitState(customer, "SENT");
        assertThat(killed).isNotEmpty();
        assertThat(mailsTo(customer)).hasSize(1);
        assertThat(mailsTo(customer).getFirst().repeats()).isEqualTo(step == Step.ACCEPTED ? 1 : 0);
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"HANDING_OVER", "ACCEPTED"})
    void killWhileSendingToPlainReceiverLeavesDecisionToPerson(Step step) {
        var definition = thanks(1, "ONCE", "Plain").replace("\"purpose\"", "\"receiver\": \"PLAIN\", \"purpose\"");
        var _ = enabled(definition);
        var customer = newId("cus_");
        var _ = killOnceAt(step);

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
        var decision = arrived == 1 ? "settle" : "resend";
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
    void killWhileSendingToLookupReceiverIsResolvedByLookup(Step step) {
        var definition = thanks(1, "ONCE", "Lookup").replace("\"purpose\"", "\"receiver\": \"LOOKUP\", \"purpose\"");
        var _ = enabled(definition);
        var customer = newId("cus_");
        var killed = killOnceAt(step);

        publish(placed(customer, newId("ord_"), "1.00"));

        if (step == Step.HANDING_OVER) { // the lookup finds nothing, which proves nothing
            awaitState(customer, "UNKNOWN");
            assertThat(mailsTo(customer)).isEmpty();
            assertThat(delivery(customer).path("due").isMissingNode()).isFalse();
            resend(customer);
        }
        awaitState(customer, "SENT");
        assertThat(killed).isNotEmpty();
        assertThat(mailsTo(customer)).hasSize(1);
        assertThat(mailsTo(customer).getFirst().repeats()).isZero();
    }

    /** The text of a mail that may have arrived is erased with the person, so it is never sent again. */
    @Test
    void unknownDeliveryOfErasedCustomerStaysUnknown(@Autowired Erasures erasures) {
        var definition = thanks(1, "ONCE", "Plain").replace("\"purpose\"", "\"receiver\": \"PLAIN\", \"purpose\"");
        var _ = enabled(definition);
        var customer = newId("cus_");
        var _ = killOnceAt(Step.HANDING_OVER);
        publish(TestEvents.registered(customer), placed(customer, newId("ord_"), "1.00"));
        awaitState(customer, "UNKNOWN");

        publish(TestEvents.event("customers", customer, 2, customer, "customer.erased", "{}"));
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
    void consentWithdrawnAfterClaimSuppressesDelivery() {
        var automation = enabledAt(1, "ONCE");
        var customer = newId("cus_");
        faultPoints.set(reached -> {
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

    @ParameterizedTest
    @CsvSource({
        "ADDRESS_WITHDRAWN, ADDRESS_WITHDRAWN",
        "NO_ADDRESS, BAD_ADDRESS",
        "ERASED, ERASED",
        "NO_CONSENT, CONSENT",
        "A_REASON_OF_A_LATER_RELEASE, CONSENT"
    })
    void refusedContactSuppressesDeliveryWithReason(String refusal, String reason) {
        var _ = enabledAt(1, "ONCE");
        var customer = newId("cus_");
        CUSTOMERS.refuse(customer, refusal);

        publish(placed(customer, newId("ord_"), "1.00"));

        awaitState(customer, "SUPPRESSED");
        assertThat(delivery(customer).path("reason").asString()).isEqualTo(reason);
        assertThat(mailsTo(customer)).isEmpty();
    }

    @Test
    void stopDuringCheckHoldsDeliveryUntilReleased() throws Exception {
        var automation = enabledAt(1, "ONCE");
        var customer = newId("cus_");
        var checking = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        var went = new AtomicBoolean();
        faultPoints.set(reached -> {
            if (reached == Step.CONTACT_ASKED && !went.getAndSet(true)) {
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
    void deliveryWaitsWhileCustomerServiceIsUnavailable() {
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
}
