package io.crmesh.marketing.delivery;

import static io.crmesh.marketing.TestEvents.placed;
import static io.crmesh.marketing.TestEvents.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmesh.marketing.MarketingTest;
import org.junit.jupiter.api.Test;

class ThirdPurchaseTest extends MarketingTest {

    @Test
    void repeatedEventOfThirdPurchaseSendsOneMail() {
        var automation = enabledAt(3, "ONCE");
        var customer = newId("cus_");
        var third = placed(customer, newId("ord_"), "12.30");

        publish(registered(customer), placed(customer, newId("ord_"), "1.00"), placed(customer, newId("ord_"), "0.00"));
        publish(third, third);
        publish(placed(customer, newId("ord_"), "7.00"), third);

        await().atMost(SOON).untilAsserted(() -> assertThat(mailsTo(customer)).hasSize(1));
        await().atMost(SOON).untilAsserted(() -> {
            var runs = json(get("/api/runs?customer=" + customer)).path("items");
            assertThat(runs).hasSize(1);
            assertThat(runs.path(0).path("state").asString()).isEqualTo("COMPLETED");
        });
        var mail = mailsTo(customer).getFirst();
        assertThat(mail.subject()).isEqualTo("Thank you, 王丽 <Lee>");
        assertThat(mail.repeats()).isZero();
        var letter = SINK.content(mail);
        assertThat(letter.text()).startsWith("Order 3 over 12.30. http://127.0.0.1:8080/u/dlv_");
        assertThat(letter.html()).startsWith("<p>Dear 王丽 &lt;Lee&gt;</p><p><a href=\"http://127.0.0.1:8080/u/dlv_");
        assertThat(letter.headers().get("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        assertThat(letter.headers().get("traceparent"))
                .singleElement()
                .asString()
                .startsWith("00-0af7651916cd43dd8448eb211c80319c-");
        var why = json(get("/api/automations/" + automation + "/why/" + customer));
        assertThat(why.path("answer").asString()).isEqualTo("SENT");
        assertThat(why.path("events").path(1).path("answer").asString()).isEqualTo("SENT");
        assertThat(json(get("/api/profiles/" + customer))
                        .path("orders")
                        .path("count")
                        .asInt())
                .isEqualTo(4);
    }
}
