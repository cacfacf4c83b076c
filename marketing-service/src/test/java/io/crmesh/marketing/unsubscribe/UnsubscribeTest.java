package io.crmesh.marketing.unsubscribe;

import static io.crmesh.marketing.TestEvents.placed;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.marketing.MarketingTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class UnsubscribeTest extends MarketingTest {

    @Test
    void linkOfMailWithdrawsConsentWithoutSignIn() {
        var _ = enabledAt(1, "ONCE");
        var customer = newId("cus_");
        var link = linkOfMailTo(customer);

        assertThat(get(link + "?utm_source=mail"))
                .hasStatusOk()
                .bodyText()
                .contains("退订", "<main>", "--canvas: #f3f5f5");
        assertThat(CUSTOMERS.withdrawals()).doesNotContain(customer + "/MARKETING/EMAIL");

        assertThat(oneClick(link)).hasStatusOk();
        assertThat(CUSTOMERS.withdrawals()).contains(customer + "/MARKETING/EMAIL");
    }

    @Test
    void linkWithdrawsConsentThatWasGivenAgain() {
        var _ = enabledAt(1, "ONCE");
        var customer = newId("cus_");
        var link = linkOfMailTo(customer);
        assertThat(oneClick(link)).hasStatusOk();
        CUSTOMERS.consent(customer);

        assertThat(oneClick(link)).hasStatusOk();

        assertThat(CUSTOMERS.withdrawals())
                .filteredOn((customer + "/MARKETING/EMAIL")::equals)
                .hasSize(2);
    }

    private String linkOfMailTo(String customer) {
        publish(placed(customer, newId("ord_"), "1.00"));
        awaitState(customer, "SENT");
        var letter = SINK.content(mailsTo(customer).getFirst());
        return String.join("", letter.headers().getOrDefault("List-Unsubscribe", List.of()))
                .replaceAll("^<http://127.0.0.1:8080|>$", "");
    }

    private MvcTestResult oneClick(String link) {
        return http.post()
                .uri(link)
                .contentType("application/x-www-form-urlencoded")
                .content("List-Unsubscribe=One-Click")
                .exchange();
    }

    @Test
    void tamperedLinkChangesNothing() {
        var before = CUSTOMERS.withdrawals().size();
        var link = "/u/dlv_" + "0".repeat(26) + "." + "A".repeat(43);

        assertThat(get(link)).hasStatus(404).bodyText().contains("not complete");
        assertThat(http.post().uri(link)).hasStatus(404);
        assertThat(CUSTOMERS.withdrawals()).hasSize(before);
    }
}
