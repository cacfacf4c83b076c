package io.crmesh.marketing.delivery;

import io.crmesh.marketing.automation.Automation;
import io.crmesh.marketing.automation.Automations;
import io.crmesh.marketing.automation.ClosedAutomations;
import io.crmesh.marketing.automation.Definition.Step;
import io.crmesh.marketing.automation.Definitions;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Scope;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.web.Answers;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sends a step's message to its writer, to see what it looks like. No customer is concerned, so no consent is asked for. */
@Needs("marketing")
@RestController
@RequestMapping("/api/automations/{id}/test-send")
class TrialController {

    record SendTrial(
            @NotBlank @Email @Size(max = 254) String to,
            @Nullable @Size(max = 40) String step) {}

    private final Automations automations;
    private final Definitions definitions;
    private final Deliveries deliveries;
    private final Post post;

    TrialController(Automations automations, Definitions definitions, Deliveries deliveries, Post post) {
        this.automations = automations;
        this.definitions = definitions;
        this.deliveries = deliveries;
        this.post = post;
    }

    @PostMapping
    ResponseEntity<DeliveryView> send(@PathVariable String id, Command command, @Valid @RequestBody SendTrial wish) {
        var automation = automations.get(id, new Scope.All()).state();
        ClosedAutomations.check(automation);
        var saved = deliveries.queueTrial(order(automation, command, wish), command);
        post.offer(saved.state().id());
        return Answers.accepted(URI.create("/api/deliveries/" + saved.state().id()), saved, DeliveryView::of);
    }

    private Delivery.Order order(Automation automation, Command command, SendTrial wish) {
        var version = automation.current();
        var steps = definitions.get(version.definition()).definition().steps();
        var step = step(steps, wish.step());
        var send = Objects.requireNonNull(step.send());
        var about = new About(
                automation.id(),
                null,
                step.id(),
                send.channel().name(),
                send.purpose().name());
        return new Delivery.Order(
                deliveries.idOf(command),
                about,
                version.number(),
                version.definition(),
                automation.id(),
                null,
                List.of(),
                wish.to(),
                null);
    }

    private static Step step(List<Step> steps, @Nullable String id) {
        return steps.stream()
                .filter(step -> id == null || step.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Impossible("step", "There is no such step"));
    }
}
