package io.crmesh.marketing.decision;

import io.crmesh.marketing.automation.Automation;
import io.crmesh.marketing.automation.Definitions;
import io.crmesh.marketing.automation.RuleSet.Judging;
import io.crmesh.marketing.decision.WhyView.Answer;
import io.crmesh.marketing.decision.WhyView.Tried;
import io.crmesh.marketing.delivery.Deliveries;
import io.crmesh.marketing.delivery.Delivery;
import io.crmesh.marketing.delivery.DeliveryView;
import io.crmesh.marketing.run.Runs;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Scope;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.store.JournalEntry;
import io.crmesh.platform.store.Keys;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Explains from the journal what an automation made of a customer's facts, and tries what it would make of the last. */
@Component
class Explanations {

    private static final int PAGE = 200;
    private static final int SHOWN = 20;

    private final Profiles profiles;
    private final Runs runs;
    private final Deliveries deliveries;
    private final Definitions definitions;
    private final Judge judge;

    Explanations(Profiles profiles, Runs runs, Deliveries deliveries, Definitions definitions, Keys keys) {
        this.profiles = profiles;
        this.runs = runs;
        this.deliveries = deliveries;
        this.definitions = definitions;
        this.judge = new Judge(keys, JudgementRules.SOUND);
    }

    /** Why this customer got something or nothing. */
    WhyView why(Automation automation, String customer, Scope scope) {
        if (profiles.find(customer, scope).isEmpty()) {
            throw new NotFound("customer");
        }
        var tried = new ArrayDeque<Tried>();
        eachEntry(customer, entry -> {
            var one = tried(automation, entry);
            if (one != null) {
                tried.addFirst(one);
                if (tried.size() > SHOWN && tried.getLast().run() == null) {
                    tried.removeLast();
                }
            }
        });
        var messages = tried.stream()
                .flatMap(one -> Stream.ofNullable(one.run()))
                .flatMap(run -> messages(run, automation, scope))
                .toList();
        return new WhyView(
                automation.id(), customer, answer(tried.stream().toList(), messages), List.copyOf(tried), messages);
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

    private static @Nullable Tried tried(Automation automation, JournalEntry entry) {
        var verdicts = entry.verdict(Verdicts.class);
        var verdict = verdicts == null
                ? Optional.<Verdict>empty()
                : verdicts.of().stream()
                        .filter(each -> each.automation().equals(automation.id()))
                        .findFirst();
        if (verdict.isPresent()) {
            return Tried.of(entry.fact(), verdict.get());
        }
        return waitsFor(automation, entry.fact()) ? Tried.unjudged(entry.fact()) : null;
    }

    private static boolean waitsFor(Automation automation, Fact fact) {
        return automation.versions().stream()
                .anyMatch(version -> version.trigger().equals(fact.type()));
    }

    private Stream<DeliveryView> messages(String run, Automation automation, Scope scope) {
        var found = runs.find(run, scope).map(Versioned::state);
        if (found.isEmpty()) {
            return Stream.empty();
        }
        var version = automation.versions().get(found.get().version() - 1);
        return definitions.get(version.definition()).definition().steps().stream()
                .map(step -> deliveries.find(deliveries.idOf(run, step.id()), scope))
                .flatMap(Optional::stream)
                .map(Versioned<Delivery>::state)
                .map(DeliveryView::of);
    }

    private static Answer answer(List<Tried> tried, List<DeliveryView> messages) {
        if (!messages.isEmpty()) {
            return switch (messages.getFirst().state()) {
                case SENT -> Answer.SENT;
                case SUPPRESSED -> Answer.SUPPRESSED;
                case FAILED -> Answer.FAILED;
                case UNKNOWN, HANDING_OVER -> Answer.UNKNOWN;
                case QUEUED, CLAIMED ->
                    "STOPPED".equals(messages.getFirst().reason()) ? Answer.STOPPED : Answer.WAITING;
            };
        }
        return tried.isEmpty() ? Answer.NO_SUCH_FACT : tried.getFirst().answer();
    }

    /** What the automation's present version would make of the customer's last fact of its kind, as the profile is now. */
    PreviewView preview(Automation automation, String customer, Scope scope) {
        var profile = profiles.find(customer, scope).orElseThrow(() -> new NotFound("customer"));
        var last = new ArrayList<Fact>();
        eachEntry(customer, entry -> {
            if (entry.fact().type().equals(automation.trigger())) {
                last.clear();
                last.add(entry.fact());
            }
        });
        if (last.isEmpty()) {
            return new PreviewView(Answer.NO_SUCH_FACT, null, List.of());
        }
        var current = automation.current();
        var judging = new Judging(automation.id(), current.number(), definitions.get(current.definition()));
        var verdict = judge.judge(profile.state(), last.getFirst(), judging);
        return new PreviewView(Answer.of(verdict.outcome()), last.getFirst().id(), verdict.leaves());
    }
}
