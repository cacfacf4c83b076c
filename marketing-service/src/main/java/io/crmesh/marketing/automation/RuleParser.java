package io.crmesh.marketing.automation;

import io.crmesh.marketing.automation.Definition.Step;
import io.crmesh.marketing.condition.Condition;
import io.crmesh.marketing.condition.ConditionParser;
import io.crmesh.marketing.condition.EventCatalogue;
import io.crmesh.marketing.condition.EventPaths;
import io.crmesh.marketing.condition.Values;
import io.crmesh.marketing.template.Templates;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.web.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Parser of definitions into rules. It reports all errors of a definition at once, each with its path. */
@Component
public class RuleParser {

    private final EventCatalogue catalogue;
    private final Templates templates;

    RuleParser(EventCatalogue catalogue, Templates templates) {
        this.catalogue = catalogue;
        this.templates = templates;
    }

    /**
     * Parses a definition that was checked before. If it cannot be read any more, its rule fails at each event: with a part
     * of its condition left out, it would start for customers whom its author excluded.
     */
    Rule read(String id, Definition definition) {
        var errors = new ArrayList<FieldError>();
        var rule = read(id, definition, errors);
        return errors.isEmpty() ? rule : new Rule(id, definition, Condition.unreadable(), rule.reentry());
    }

    private Rule read(String id, Definition definition, List<FieldError> errors) {
        var paths = catalogue.of(definition.trigger());
        if (paths.isEmpty()) {
            errors.add(new FieldError("trigger", "There is no such event about a customer"));
        }
        var condition = paths.map(known -> ConditionParser.read(definition.condition(), known, errors))
                .orElseGet(Condition::always);
        var reentry = Reentry.of(definition.reentry());
        if (reentry.isEmpty()) {
            errors.add(new FieldError("reentry", "must be ONCE, EACH_EVENT or AFTER(P30D), with " + Values.DURATION));
        }
        return new Rule(id, definition, condition, reentry.orElseGet(Reentry.Once::new));
    }

    /** Refuses a definition that cannot be carried out. */
    void check(Definition definition) {
        var errors = new ArrayList<FieldError>();
        var _ = read("", definition, errors);
        var ids = new HashSet<String>();
        for (int i = 0; i < definition.steps().size(); i++) {
            var step = definition.steps().get(i);
            if (!ids.add(step.id())) {
                errors.add(new FieldError("steps[" + i + "].id", "Another step has this id"));
            }
            check(step, "steps[" + i + "]", definition.trigger(), errors);
        }
        if (!errors.isEmpty()) {
            throw new Impossible("automation-impossible", errors);
        }
    }

    private void check(Step step, String at, String trigger, List<FieldError> errors) {
        planned(step)
                .forEach(kind -> errors.add(new FieldError(at + "." + kind, "This kind of step cannot be done yet")));
        var send = step.send();
        if (send == null) {
            if (planned(step).isEmpty()) {
                errors.add(new FieldError(at, "A step says what is to be done: send"));
            }
            return;
        }
        var paths = catalogue.of(trigger).orElseGet(EventPaths::none);
        var template = send.template();
        var place = at + ".send.template.";
        templates.problem(template.subject(), paths).ifPresent(e -> errors.add(new FieldError(place + "subject", e)));
        templates.problem(template.text(), paths).ifPresent(e -> errors.add(new FieldError(place + "text", e)));
        if (template.html() != null) {
            templates.problem(template.html(), paths).ifPresent(e -> errors.add(new FieldError(place + "html", e)));
        }
    }

    private static List<String> planned(Step step) {
        return Stream.of(
                        step.waiting() == null ? "" : "wait",
                        step.branch() == null ? "" : "branch",
                        step.createTask() == null ? "" : "createTask",
                        step.openTicket() == null ? "" : "openTicket",
                        step.updateCustomer() == null ? "" : "updateCustomer",
                        step.webhook() == null ? "" : "webhook",
                        step.grantReward() == null ? "" : "grantReward")
                .filter(kind -> !kind.isEmpty())
                .toList();
    }
}
