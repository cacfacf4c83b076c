package io.crmesh.marketing.decision;

import io.crmesh.marketing.automation.Automation;
import io.crmesh.marketing.automation.Automations;
import io.crmesh.marketing.automation.ClosedAutomations;
import io.crmesh.platform.Scope;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.web.Disclosure;
import io.crmesh.platform.web.SafePost;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers the two questions about an automation and a customer: what would happen, and why did it not. The answers show
 * what was found in facts, so whoever asks must be allowed to read of what these tell.
 */
@Needs("marketing")
@RestController
@RequestMapping("/api/automations/{id}")
class WhyController {

    record Preview(@NotBlank @Size(max = 100) String customer) {}

    private final Automations automations;
    private final Explanations explanations;

    WhyController(Automations automations, Explanations explanations) {
        this.automations = automations;
        this.explanations = explanations;
    }

    @GetMapping("/why/{customer}")
    WhyView why(@PathVariable String id, @PathVariable String customer, Scope scope) {
        return explanations.why(automation(id), customer, scope);
    }

    @Needs("marketing:read")
    @PostMapping("/preview")
    @SafePost
    PreviewView preview(@PathVariable String id, @Valid @RequestBody Preview wish, Scope scope) {
        Disclosure.about(wish.customer());
        return explanations.preview(automation(id), wish.customer(), scope);
    }

    private Automation automation(String id) {
        var automation = automations.get(id, new Scope.All()).state();
        ClosedAutomations.check(automation);
        return automation;
    }
}
