package io.crmesh.marketing.profile;

import static io.crmesh.marketing.TestEvents.cancelled;
import static io.crmesh.marketing.TestEvents.completed;
import static io.crmesh.marketing.TestEvents.consent;
import static io.crmesh.marketing.TestEvents.event;
import static io.crmesh.marketing.TestEvents.placed;
import static io.crmesh.marketing.TestEvents.registered;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.contracts.Contracts;
import io.crmesh.platform.Refusal;
import io.crmesh.platform.consume.UnreadableBody;
import io.crmesh.platform.event.RecordedEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileTest {

    private static final String CUSTOMER = "cus_1";

    private static Profile of(RecordedEvent... events) {
        var profile = Profile.begin(CUSTOMER);
        for (var event : events) {
            profile = profile.after(event);
        }
        return profile;
    }

    @Test
    void purchasesAreSummedByCurrencyAndCategory() {
        var profile = of(placed(CUSTOMER, "ord_1", "12.30"), placed(CUSTOMER, "ord_2", "0.70"));

        assertThat(profile.orders().count()).isEqualTo(2);
        assertThat(profile.orders().all().amounts()).containsExactly(new Money(1300, "USD"));
        assertThat(profile.orders().all().categories()).containsExactly(new Purchases.Category("TEA", 2));
    }

    @Test
    void cancelledPurchaseLeavesProfileUnchanged() {
        var before = of(placed(CUSTOMER, "ord_1", "12.30"));
        var after = before.after(placed(CUSTOMER, "ord_2", "5.00")).after(cancelled(CUSTOMER, "ord_2", "5.00"));

        assertThat(after).isEqualTo(before);
    }

    @Test
    void completedPurchaseStillCounts() {
        var open = of(placed(CUSTOMER, "ord_1", "12.30"));
        var settled = open.after(completed(CUSTOMER, "ord_1"));

        assertThat(settled.orders().all()).isEqualTo(open.orders().all());
        assertThat(settled.orders().open()).isEmpty();
    }

    @Test
    void openPurchasesBeyondLimitAreSettledAndStillCounted() {
        var profile = Profile.begin(CUSTOMER);
        for (int i = 0; i < 150; i++) {
            profile = profile.after(placed(CUSTOMER, "ord_" + i, "1.00"));
        }
        profile = profile.after(cancelled(CUSTOMER, "ord_0", "1.00"));

        assertThat(profile.orders().count()).isEqualTo(149);
        assertThat(profile.orders().all().amounts()).containsExactly(new Money(14_900, "USD"));
        assertThat(profile.orders().open()).hasSizeLessThanOrEqualTo(100);
    }

    @Test
    void orderBeforeRegistrationGivesSameProfile() {
        var one = of(registered(CUSTOMER), placed(CUSTOMER, "ord_1", "1.00"));
        var other = of(placed(CUSTOMER, "ord_1", "1.00"), registered(CUSTOMER));

        assertThat(other.attributes()).isEqualTo(one.attributes());
        assertThat(other.orders().count()).isEqualTo(one.orders().count());
        assertThat(of(placed(CUSTOMER, "ord_1", "1.00")).isOfCustomer()).isTrue();
        assertThat(Profile.begin("ord_1").isOfCustomer()).isFalse();
    }

    @Test
    void lastConsentReplacesEarlierOne() {
        var profile = of(consent(CUSTOMER, 1, "GRANTED"), consent(CUSTOMER, 2, "WITHDRAWN"));

        assertThat(profile.consent("MARKETING", "EMAIL")).isEqualTo("WITHDRAWN");
        assertThat(profile.consents()).hasSize(1);
    }

    @Test
    void erasedCustomerHasNoAttributes() {
        var erased = of(registered(CUSTOMER), event("customers", CUSTOMER, 2, CUSTOMER, "customer.erased", "{}"));

        assertThat(erased.attributes()).isEqualTo(Attributes.NONE);
        assertThat(erased.registered()).isFalse();
    }

    @Test
    void uncountableAmountIsRefused() {
        for (var totals : List.of(
                "{}",
                "{\"totals\": {\"amount\": \"1.234\", \"currency\": \"USD\"}}",
                "{\"totals\": {\"amount\": \"1e9\", \"currency\": \"USD\"}}")) {
            var broken = event("orders", "ord_1", 1, CUSTOMER, "order.placed", totals);

            assertThatThrownBy(() -> of(broken))
                    .satisfies(e -> assertThat(e).isInstanceOfAny(UnreadableBody.class, Refusal.Unreadable.class));
        }
    }

    @Test
    void everyGoldenEventIsReadable() {
        var contracts = Contracts.load();
        for (var type : contracts.types()) {
            for (var body : contracts.examples(type)) {
                var golden = event("orders", "ord_1", 1, CUSTOMER, type, new String(body, UTF_8));

                assertThat(of(golden)).as(type).isNotNull();
            }
        }
    }
}
