package io.crmesh.marketing.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.marketing.automation.ClosedAutomations;
import io.crmesh.marketing.profile.Attributes;
import io.crmesh.marketing.profile.Profile;
import io.crmesh.marketing.profile.Profile.Consent;
import io.crmesh.marketing.profile.Profile.Start;
import io.crmesh.marketing.profile.Purchases.Category;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.accesslog.RecordId;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.command.Answers;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** REST controller for profiles: what is known about a customer from events. None of it identifies the person. */
@Needs("marketing")
@RestController
@RequestMapping("/api/profiles")
class ProfileController {

    record AmountView(String amount, String currency) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OrdersView(
            int count,
            List<AmountView> amounts,
            @Nullable Instant firstAt,
            @Nullable Instant lastAt,
            List<Category> categories) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ProfileView(
            @RecordId String customer,
            boolean registered,
            Attributes attributes,
            OrdersView orders,
            List<Consent> consents,
            List<Start> started) {

        static ProfileView of(Profile profile, Set<String> closed) {
            var all = profile.orders().all();
            var amounts = all.amounts().stream()
                    .map(money -> new AmountView(money.amount().toPlainString(), money.currency()))
                    .toList();
            return new ProfileView(
                    profile.key(),
                    profile.registered(),
                    profile.attributes(),
                    new OrdersView(all.count(), amounts, all.firstAt(), all.lastAt(), all.categories()),
                    profile.consents(),
                    profile.started().stream()
                            .filter(start -> !closed.contains(start.automation()))
                            .toList());
        }
    }

    private final Profiles profiles;
    private final ClosedAutomations closed;

    ProfileController(Profiles profiles, ClosedAutomations closed) {
        this.profiles = profiles;
        this.closed = closed;
    }

    @GetMapping("/{customer}")
    ResponseEntity<ProfileView> show(@PathVariable String customer, AccessScope scope) {
        var found = profiles.find(customer, scope).orElseThrow(() -> new NotFound("profile"));
        return Answers.ok(found, profile -> ProfileView.of(profile, closed.ids()));
    }
}
