package io.crmesh.marketing.decision;

import io.crmesh.marketing.automation.Automation;
import io.crmesh.marketing.automation.Definitions;
import io.crmesh.marketing.automation.RuleSet.ActiveRule;
import io.crmesh.marketing.decision.WhyView.Answer;
import io.crmesh.marketing.decision.WhyView.Attempt;
import io.crmesh.marketing.delivery.Deliveries;
import io.crmesh.marketing.delivery.Delivery;
import io.crmesh.marketing.delivery.DeliveryView;
import io.crmesh.marketing.run.Runs;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.deciding.JournalEntry;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.keys.Keys;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Application service: explains from the journal how an automation judged a customer's events, and previews the last one. */
@Component
class Explanations {

    private static final int PAGE = 200;
    private static final int SHOWN = 20;

    private final Profiles profiles;
    private final Runs runs;
    private final Deliveries deliveries;
    private final Definitions definitions;
    private final RuleEvaluator evaluator;

    Explanations(Profiles profiles, Runs runs, Deliveries deliveries, Definitions definitions, Keys keys) {
        this.profiles = profiles;
        this.runs = runs;
        this.deliveries = deliveries;
        this.definitions = definitions;
        this.evaluator = new RuleEvaluator(keys, JudgementFaultPoints.SOUND);
    }

    /** Why this customer got a message, or none. */
    WhyView why(Automation automation, String customer, AccessScope scope) {
        if (profiles.find(customer, scope).isEmpty()) {
            throw new NotFound("customer");
        }
        var attempts = new ArrayDeque<Attempt>();
        eachEntry(customer, entry -> {
            var attempt = attempt(automation, entry);
            if (attempt != null) {
                attempts.addFirst(attempt);
                if (attempts.size() > SHOWN && attempts.getLast().run() == null) {
                    attempts.removeLast();
                }
            }
        });
        var messages = attempts.stream()
                .flatMap(attempt -> Stream.ofNullable(attempt.run()))
                .flatMap(run -> messages(run, automation, scope))
                .toList();
        return new WhyView(
                automation.id(), customer, answer(List.copyOf(attempts), messages), List.copyOf(attempts), messages);
    }

    private void eachEntry(String customer, Consumer<JournalEntry> work) {
        var above = 0L;
        List<JournalEntry> page;
        do {
            page = profiles.journal(customer, above, PAGE);
            for (var entry : page) {
                work.accept(entry);
                above = entry.number();
            }
        } while (page.size() == PAGE);
    }

    private static @Nullable Attempt attempt(Automation automation, JournalEntry entry) {
        var verdicts = entry.verdict(Verdicts.class);
        var verdict = verdicts == null
                ? Optional.<Verdict>empty()
                : verdicts.of().stream()
                        .filter(each -> each.automation().equals(automation.id()))
                        .findFirst();
        if (verdict.isPresent()) {
            return Attempt.of(entry.event(), verdict.get());
        }
        return waitsFor(automation, entry.event()) ? Attempt.notEvaluated(entry.event()) : null;
    }

    private static boolean waitsFor(Automation automation, RecordedEvent event) {
        return automation.versions().stream()
                .anyMatch(version -> version.trigger().equals(event.type()));
    }

    private Stream<DeliveryView> messages(String run, Automation automation, AccessScope scope) {
        var found = runs.find(run, scope).map(Versioned::state);
        if (found.isEmpty()) {
            return Stream.empty();
        }
        var version = automation.versions().get(found.get().cause().version() - 1);
        return definitions.get(version.definition()).definition().steps().stream()
                .map(step -> deliveries.find(deliveries.idOf(run, step.id()), scope))
                .flatMap(Optional::stream)
                .map(Versioned<Delivery>::state)
                .map(DeliveryView::of);
    }

    private static Answer answer(List<Attempt> attempts, List<DeliveryView> messages) {
        if (!messages.isEmpty()) {
            return switch (messages.getFirst().progress().state()) {
                case SENT -> Answer.SENT;
                case SUPPRESSED -> Answer.SUPPRESSED;
                case FAILED -> Answer.FAILED;
                case UNKNOWN, HANDING_OVER -> Answer.UNKNOWN;
                case QUEUED, CLAIMED ->
                    Delivery.STOPPED.equals(messages.getFirst().progress().reason()) ? Answer.STOPPED : Answer.WAITING;
            };
        }
        return attempts.isEmpty() ? Answer.NO_SUCH_EVENT : attempts.getFirst().answer();
    }

    /** How the automation's current version would judge the customer's last event of its kind, with the profile as it is now. */
    PreviewView preview(Automation automation, String customer, AccessScope scope) {
        var profile = profiles.find(customer, scope).orElseThrow(() -> new NotFound("customer"));
        var last = new ArrayList<RecordedEvent>();
        eachEntry(customer, entry -> {
            if (entry.event().type().equals(automation.trigger())) {
                last.clear();
                last.add(entry.event());
            }
        });
        if (last.isEmpty()) {
            return new PreviewView(Answer.NO_SUCH_EVENT, null, List.of());
        }
        var current = automation.current();
        var rule = new ActiveRule(automation.id(), current.number(), definitions.get(current.definition()));
        var verdict = evaluator.evaluate(profile.state(), last.getFirst(), rule);
        return new PreviewView(Answer.of(verdict.outcome()), last.getFirst().id(), verdict.leaves());
    }
}
