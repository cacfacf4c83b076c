package io.crmesh.marketing.delivery;

import io.crmesh.marketing.automation.ClosedAutomations;
import io.crmesh.marketing.delivery.Stage.Name;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.accesslog.NotAudited;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.command.Answers;
import io.crmesh.platform.command.OnVersion;
import io.crmesh.platform.lease.DatabaseClock;
import io.crmesh.platform.list.ListRequest;
import io.crmesh.platform.list.Listing;
import io.crmesh.platform.record.Listed;
import io.crmesh.platform.record.Pages;
import io.crmesh.platform.record.RecordReads;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** REST controller for deliveries. People decide about those of which it is not known whether they arrived. */
@Needs("marketing")
@RestController
@RequestMapping("/api/deliveries")
class DeliveryController implements Listed {

    private final Deliveries deliveries;
    private final ClosedAutomations closed;
    private final DeliveryQueue queue;
    private final DatabaseClock clock;
    private final Listing listing;

    DeliveryController(
            Deliveries deliveries,
            ClosedAutomations closed,
            DeliveryQueue queue,
            DatabaseClock clock,
            RecordReads reads) {
        this.deliveries = deliveries;
        this.closed = closed;
        this.queue = queue;
        this.clock = clock;
        this.listing = reads.listing(DeliveryList.LIST);
    }

    @Override
    public Listing listing(String method) {
        return listing;
    }

    @GetMapping("/{id}")
    ResponseEntity<DeliveryView> show(@PathVariable String id, AccessScope scope) {
        var delivery = deliveries.get(id, scope);
        var _ = visible(delivery.state());
        return Answers.ok(delivery, DeliveryView::of);
    }

    @GetMapping
    ResponseEntity<Pages.Items<DeliveryView>> list(ListRequest request, AccessScope scope) {
        var query = request.query(listing).without(DeliveryList.AUTOMATION, closed.ids());
        return Pages.answer(request, deliveries.list(scope, query), found -> DeliveryView.of(found.state()));
    }

    /** How many messages to customers there are in each state, of one automation or of all; {@code 1000+} are more. */
    @NotAudited
    @GetMapping("/counts")
    Map<Name, String> counts(@RequestParam @Nullable String automation, AccessScope scope) {
        return deliveries.counts(automation, closed.ids(), scope);
    }

    /** Sends again what may have arrived: only a person may take the risk of a second mail. */
    @PostMapping("/{id}/resend")
    ResponseEntity<DeliveryView> resend(@PathVariable String id, @OnVersion Command command) {
        var answer = decide(id, command, delivery -> delivery.resend(clock.now()));
        queue.offer(id);
        return answer;
    }

    /** A person found out that it did arrive. */
    @PostMapping("/{id}/settle")
    ResponseEntity<DeliveryView> settle(@PathVariable String id, @OnVersion Command command) {
        return decide(id, command, delivery -> delivery.settle(clock.now()));
    }

    private Delivery visible(Delivery delivery) {
        closed.hide(delivery.request().origin().automation(), "delivery");
        return delivery;
    }

    private ResponseEntity<DeliveryView> decide(
            String id, Command command, Function<Delivery, Optional<DeliveryEvent>> decision) {
        var saved = deliveries.commanded(
                id,
                command,
                delivery -> Optional.of(decision.apply(visible(delivery))
                        .orElseThrow(() -> new RuleBroken(
                                "delivery-stage",
                                "Only a message whose arrival is UNKNOWN can be settled or sent again; this is "
                                        + delivery.stage().stageName()))));
        return Answers.ok(saved, DeliveryView::of);
    }
}
