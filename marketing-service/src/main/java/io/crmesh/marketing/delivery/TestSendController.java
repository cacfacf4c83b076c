package io.crmesh.marketing.delivery;

import io.crmesh.marketing.automation.Automation;
import io.crmesh.marketing.automation.Automations;
import io.crmesh.marketing.automation.ClosedAutomations;
import io.crmesh.marketing.automation.Definition.Step;
import io.crmesh.marketing.automation.Definitions;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.command.Answers;
import io.crmesh.platform.event.Actor;
import io.crmesh.platform.ownership.UserDirectory;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * REST controller for test mails: it sends a step's message to the caller, at the address that an administrator entered for
 * them. It concerns no customer, so no consent is asked for.
 */
@Needs("marketing")
@RestController
@RequestMapping("/api/automations/{id}/test-send")
class TestSendController {

    record SendTestMail(
            @Nullable @Email @Size(max = 254) String to,
            @Nullable @Size(max = 40) String step) {}

    private final Automations automations;
    private final Definitions definitions;
    private final Deliveries deliveries;
    private final DeliveryQueue queue;
    private final TestMailQuota quota;
    private final UserDirectory users;

    TestSendController(
            Automations automations,
            Definitions definitions,
            Deliveries deliveries,
            DeliveryQueue queue,
            TestMailQuota quota,
            UserDirectory users) {
        this.automations = automations;
        this.definitions = definitions;
        this.deliveries = deliveries;
        this.queue = queue;
        this.quota = quota;
        this.users = users;
    }

    @ResponseStatus(HttpStatus.ACCEPTED)
    @PostMapping
    ResponseEntity<DeliveryView> send(
            @PathVariable String id, Command command, @Valid @RequestBody SendTestMail testMail) {
        var automation = automations.get(id, new AccessScope.All()).state();
        ClosedAutomations.check(automation);
        var address = ownAddress(command.actor(), testMail.to());
        quota.take(command.actor().id());
        var saved = deliveries.queueTestMail(request(automation, command, testMail, address), command);
        queue.offer(saved.state().id());
        return Answers.accepted(URI.create("/api/deliveries/" + saved.state().id()), saved, DeliveryView::of);
    }

    /** Otherwise a marketer could send any text to any address. */
    private String ownAddress(Actor actor, @Nullable String wanted) {
        if (users.isExternal()) {
            throw new Impossible("to", "cannot be checked, because another issuer manages the users");
        }
        var own = users.emailOf(actor.id())
                .orElseThrow(() -> new Impossible("to", "needs an address of yours that an administrator entered"));
        if (wanted != null && !wanted.equalsIgnoreCase(own)) {
            throw new Impossible("to", "must be your own address");
        }
        return own;
    }

    private Delivery.Request request(Automation automation, Command command, SendTestMail testMail, String address) {
        var version = automation.current();
        var steps = definitions.get(version.definition()).definition().steps();
        var step = step(steps, testMail.step());
        var send = Objects.requireNonNull(step.send());
        var origin = new DeliveryOrigin(
                automation.id(),
                null,
                step.id(),
                send.channel().name(),
                send.purpose().name());
        return new Delivery.Request(
                deliveries.idOf(command),
                origin,
                new Delivery.Cause(version.number(), version.definition(), null, null),
                automation.id(),
                List.of(),
                address);
    }

    private static Step step(List<Step> steps, @Nullable String id) {
        return steps.stream()
                .filter(step -> id == null || step.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Impossible("step", "There is no such step"));
    }
}
