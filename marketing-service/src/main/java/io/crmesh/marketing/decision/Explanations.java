package io.crmesh.marketing.decision;

import io.crmesh.marketing.automation.Automation;
import io.crmesh.marketing.automation.Definitions;
import io.crmesh.marketing.automation.RuleSet.ActiveRule;
import io.crmesh.marketing.decision.WhyView.Answer;
import io.crmesh.marketing.decision.WhyView.Attempt;
import io.crmesh.marketing.delivery.Deliveries;
import io.crmesh.marketing.delivery.DeliveryView;
import io.crmesh.marketing.profile.Profile.Start;
import io.crmesh.marketing.run.Runs;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.deciding.JournalEntry;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.keys.Keys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Application service: explains from the journal how an automation judged a customer's events, and previews the last one. */
@Component
class Explanations {

    private static final int PAGE = 200;
    private static final int MOST_PAGES = 5;
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

    /**
     * Why this customer got a message, or none. What became of the last start is known from the profile, however long ago
     * it was.
     */
    WhyView why(Automation automation, String customer, long below, AccessScope scope) {
        var profile = profiles.find(customer, scope).orElseThrow(() -> new NotFound("customer"));
        var attempts = new ArrayList<Attempt>();
        var next = walk(customer, below, entry -> {
            var attempt = attempt(automation, entry);
            if (attempt != null) {
                attempts.add(attempt);
            }
            return attempts.size() < SHOWN;
        });
        var started = attempts.stream().flatMap(attempt -> Stream.ofNullable(attempt.run()));
        var last = profile.state().lastStart(automation.id()).map(Start::run);
        var runs = Stream.concat(started, last.stream()).distinct().toList();
        var messages = messages(runs, automation, scope);
        return new WhyView(
                automation.id(),
                customer,
                answer(attempts, last.or(() -> runs.stream().findFirst()), messages),
                attempts.stream().map(attempt -> attempt.with(messages)).toList(),
                messages.values().stream().flatMap(List::stream).toList(),
                next);
    }

    /**
     * Reads a customer's journal backwards, at most a certain way.
     *
     * @param wantsMore takes an entry, and says whether to go on
     * @return where to go on later; nothing after the first entry
     */
    private @Nullable Long walk(String customer, long below, Predicate<JournalEntry> wantsMore) {
        var at = below;
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            var page = profiles.journalBelow(customer, at, PAGE);
            for (var entry : page) {
                at = entry.number();
                if (!wantsMore.test(entry)) {
                    return at == 1 ? null : at;
                }
            }
            if (page.size() < PAGE) {
                return null;
            }
        }
        return at;
    }

    private static @Nullable Attempt attempt(Automation automation, JournalEntry entry) {
        var verdicts = entry.verdict(Verdicts.class);
        var waited = verdicts == null ? null : verdicts.waited();
        var verdict = verdicts == null
                ? Optional.<Verdict>empty()
                : verdicts.of().stream()
                        .filter(each -> each.automation().equals(automation.id()))
                        .findFirst();
        if (verdict.isPresent()) {
            return Attempt.of(entry.event(), verdict.get(), waited);
        }
        return waitsFor(automation, entry.event()) ? Attempt.notEvaluated(entry.event(), waited) : null;
    }

    private static boolean waitsFor(Automation automation, RecordedEvent event) {
        return automation.versions().stream()
                .anyMatch(version -> version.trigger().equals(event.type()));
    }

    /** The messages of each run that the caller may see, in the order of the runs and their steps. */
    private Map<String, List<DeliveryView>> messages(List<String> ids, Automation automation, AccessScope scope) {
        var steps = new LinkedHashMap<String, List<String>>();
        ids.forEach(id -> steps.put(id, List.of()));
        for (var found : runs.findAll(ids, scope)) {
            var run = found.state();
            var version = automation.versions().get(run.cause().version() - 1);
            var deliveryIds = definitions.get(version.definition()).definition().steps().stream()
                    .map(step -> deliveries.idOf(run.id(), step.id()))
                    .toList();
            steps.put(run.id(), deliveryIds);
        }
        var wanted = steps.values().stream().flatMap(List::stream).toList();
        var views = deliveries.findAll(wanted, scope).stream()
                .map(found -> DeliveryView.of(found.state()))
                .collect(Collectors.toMap(DeliveryView::id, Function.identity()));
        var messages = new LinkedHashMap<String, List<DeliveryView>>();
        steps.forEach((run, of) -> messages.put(
                run, of.stream().flatMap(id -> Stream.ofNullable(views.get(id))).toList()));
        return messages;
    }

    private static Answer answer(
            List<Attempt> attempts, Optional<String> run, Map<String, List<DeliveryView>> messages) {
        var last = messages.getOrDefault(run.orElse(""), List.of());
        if (!last.isEmpty()) {
            return Answer.of(last);
        }
        return attempts.isEmpty() ? Answer.NO_SUCH_EVENT : attempts.getFirst().answer();
    }

    /** How the automation's current version would judge the customer's last event of its kind, with the profile as it is now. */
    PreviewView preview(Automation automation, String customer, AccessScope scope) {
        var profile = profiles.find(customer, scope).orElseThrow(() -> new NotFound("customer"));
        var last = new ArrayList<RecordedEvent>();
        var _ = walk(customer, Long.MAX_VALUE, entry -> {
            if (entry.event().type().equals(automation.trigger())) {
                last.add(entry.event());
            }
            return last.isEmpty();
        });
        if (last.isEmpty()) {
            return new PreviewView(Answer.NO_SUCH_EVENT, null, List.of());
        }
        var current = automation.current();
        var rule = new ActiveRule(automation.id(), current.number(), definitions.get(current.definition()));
        var verdict = evaluator.verdict(profile.state(), last.getFirst(), rule);
        return new PreviewView(Answer.of(verdict.outcome()), last.getFirst().id(), verdict.leaves());
    }
}
