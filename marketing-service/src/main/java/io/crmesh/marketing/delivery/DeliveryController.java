package io.crmesh.marketing.delivery;

import io.crmesh.marketing.automation.ClosedAutomations;
import io.crmesh.marketing.delivery.Stage.Name;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.Scope;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.list.ListRequest;
import io.crmesh.platform.list.Listing;
import io.crmesh.platform.list.Pages;
import io.crmesh.platform.store.DatabaseClock;
import io.crmesh.platform.store.Keys;
import io.crmesh.platform.web.Answers;
import io.crmesh.platform.web.Impersonal;
import io.crmesh.platform.web.OnVersion;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bson.BsonType;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lets people see what became of messages, and decide about those of which nobody knows whether they arrived. */
@Needs("marketing")
@RestController
@RequestMapping("/api/deliveries")
class DeliveryController {

    private final Deliveries deliveries;
    private final ClosedAutomations closed;
    private final Post post;
    private final DatabaseClock clock;
    private final Listing listing;

    DeliveryController(Deliveries deliveries, ClosedAutomations closed, Post post, DatabaseClock clock, Keys keys) {
        this.deliveries = deliveries;
        this.closed = closed;
        this.post = post;
        this.clock = clock;
        this.listing = Listing.signedBy(text -> keys.signature("deliveries-list", text))
                .text("automation", "find.automation")
                .text("customer", "access.customer")
                .oneOf("state", "find.stage", Name.class)
                .sortedBy("queuedAt", "find.queuedAt", BsonType.DATE_TIME)
                .sortedAtFirst("-queuedAt");
    }

    @GetMapping("/{id}")
    ResponseEntity<DeliveryView> show(@PathVariable String id, Scope scope) {
        var delivery = deliveries.get(id, scope);
        var _ = opened(delivery.state());
        return Answers.ok(delivery, DeliveryView::of);
    }

    @GetMapping
    ResponseEntity<Pages.Items<DeliveryView>> list(ListRequest request, Scope scope) {
        var query = request.query(listing).without("find.automation", closed.ids());
        return Pages.answer(request, deliveries.list(scope, query), found -> DeliveryView.of(found.state()));
    }

    /** How many messages there are in each state, of one automation or of all. */
    @Impersonal
    @GetMapping("/counts")
    Map<Name, Long> counts(@RequestParam @Nullable String automation, Scope scope) {
        return deliveries.counts(automation, closed.ids(), scope);
    }

    /** Hands over once more what may have arrived: only a person may take the risk of a second mail. */
    @PostMapping("/{id}/resend")
    ResponseEntity<DeliveryView> resend(@PathVariable String id, @OnVersion Command command) {
        var answer = decided(id, command, delivery -> delivery.resend(clock.now()));
        post.offer(id);
        return answer;
    }

    /** Takes note that it did arrive. */
    @PostMapping("/{id}/settlement")
    ResponseEntity<DeliveryView> settle(@PathVariable String id, @OnVersion Command command) {
        return decided(id, command, delivery -> delivery.settle(clock.now()));
    }

    private Delivery opened(Delivery delivery) {
        closed.hide(delivery.order().about().automation(), "delivery");
        return delivery;
    }

    private ResponseEntity<DeliveryView> decided(
            String id, Command command, Function<Delivery, Optional<DeliveryEvent>> decide) {
        var saved = deliveries.ordered(
                id,
                command,
                delivery -> Optional.of(decide.apply(opened(delivery))
                        .orElseThrow(() -> new RuleBroken(
                                "delivery-stage",
                                "Only a message whose arrival is UNKNOWN can be settled or sent again; this is "
                                        + delivery.stage().stageName()))));
        return Answers.ok(saved, DeliveryView::of);
    }
}
