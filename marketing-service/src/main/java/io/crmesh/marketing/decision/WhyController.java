package io.crmesh.marketing.decision;

import io.crmesh.marketing.automation.Automation;
import io.crmesh.marketing.automation.Automations;
import io.crmesh.marketing.automation.ClosedAutomations;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.accesslog.AccessLog;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.command.SafePost;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * REST controller that explains an automation for one customer: what would happen, and why did something happen or not. Its
 * answers show contents of events, so callers need the permission to read those events.
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

    /** The newest events that it waits for; those before them are below {@code next}. */
    @GetMapping("/why/{customer}")
    WhyView why(
            @PathVariable String id,
            @PathVariable String customer,
            @RequestParam(defaultValue = "0") @Min(0) long below,
            AccessScope scope) {
        return explanations.why(automation(id), customer, below == 0 ? Long.MAX_VALUE : below, scope);
    }

    @Needs("marketing:read")
    @PostMapping("/preview")
    @SafePost
    PreviewView preview(@PathVariable String id, @Valid @RequestBody Preview request, AccessScope scope) {
        AccessLog.about(request.customer());
        return explanations.preview(automation(id), request.customer(), scope);
    }

    private Automation automation(String id) {
        var automation = automations.get(id, new AccessScope.All()).state();
        ClosedAutomations.check(automation);
        return automation;
    }
}
