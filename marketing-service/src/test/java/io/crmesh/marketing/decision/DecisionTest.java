package io.crmesh.marketing.decision;

import static io.crmesh.marketing.TestEvents.at;
import static io.crmesh.marketing.TestEvents.cancelled;
import static io.crmesh.marketing.TestEvents.completed;
import static io.crmesh.marketing.TestEvents.in;
import static io.crmesh.marketing.TestEvents.placed;
import static io.crmesh.marketing.TestEvents.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.marketing.MarketingTest;
import io.crmesh.marketing.TestEvents;
import io.crmesh.marketing.automation.Automation;
import io.crmesh.marketing.automation.Rule;
import io.crmesh.marketing.automation.RuleSet;
import io.crmesh.marketing.automation.RuleSet.ActiveRule;
import io.crmesh.marketing.condition.Condition;
import io.crmesh.marketing.decision.Verdict.Outcome;
import io.crmesh.marketing.profile.Profile;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.event.Mode;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.keys.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class DecisionTest extends MarketingTest {

    /** The plausible mistake of judging later, on what the profile has become by then. */
    private static final JudgementFaultPoints ON_A_LATER_PROFILE = new JudgementFaultPoints() {
        @Override
        public Profile seen(Profile withThisEvent) {
            return withThisEvent.after(placed(withThisEvent.key(), "ord_later", "1.00"));
        }
    };

    /** The plausible mistake of treating an edited automation as another one. */
    private static final JudgementFaultPoints VERSION_IN_THE_ID = new JudgementFaultPoints() {
        @Override
        public String runId(Keys keys, ActiveRule active, RecordedEvent event) {
            return keys.id("run_", active.automation(), Integer.toString(active.version()), event.key());
        }
    };

    @Autowired
    private Keys keys;

    @Autowired
    private RuleSet ruleSet;

    @Autowired
    private ProfileConsumer consumer;

    @Autowired
    private Profiles profiles;

    @Test
    void onlyThirdPurchaseStartsAutomation() {
        var automation = enabledAt(3, "ONCE");

        assertOnlyThirdOfFourStarts(automation, JudgementFaultPoints.SOUND);
        assertThatThrownBy(() -> assertOnlyThirdOfFourStarts(automation, ON_A_LATER_PROFILE))
                .isInstanceOf(AssertionError.class);
    }

    private void assertOnlyThirdOfFourStarts(String automation, JudgementFaultPoints faultPoints) {
        var evaluator = new RuleEvaluator(keys, faultPoints);
        var profile = Profile.begin(newId("cus_"));
        var started = new ArrayList<String>();
        for (var order : List.of("ord_1", "ord_2", "ord_3", "ord_4")) {
            var event = placed(profile.key(), order, "1.00");
            var judgement = evaluator.evaluate(profile.after(event), event, rules(automation, event));
            judgement.starts().forEach(_ -> started.add(event.subject()));
            profile = judgement.profile();
        }
        assertThat(started).containsExactly("ord_3");
    }

    @Test
    void editBetweenTwoDeliveriesStartsNoSecondRun() {
        var automation = enabledAt(1, "ONCE");

        assertSameRunForEachVersion(automation, JudgementFaultPoints.SOUND);
        assertThatThrownBy(() -> assertSameRunForEachVersion(automation, VERSION_IN_THE_ID))
                .isInstanceOf(AssertionError.class);
    }

    private void assertSameRunForEachVersion(String automation, JudgementFaultPoints faultPoints) {
        var evaluator = new RuleEvaluator(keys, faultPoints);
        var event = placed(newId("cus_"), newId("ord_"), "1.00");
        var profile = Profile.begin(event.key()).after(event);
        var first = rules(automation, event).getFirst();
        var edited = new ActiveRule(first.automation(), first.version() + 1, first.rule());

        assertThat(evaluator.verdict(profile, event, first).run())
                .isEqualTo(evaluator.verdict(profile, event, edited).run());
    }

    private List<ActiveRule> rules(String automation, RecordedEvent event) {
        return ruleSet.rulesFor(ruleSet.read(), event).stream()
                .filter(each -> each.automation().equals(automation))
                .toList();
    }

    @Test
    void importedAndPastEventsStartNothing() {
        var automation = enabledAt(1, "ONCE");
        var customer = newId("cus_");
        consumer.polled();

        var _ = consumer.apply(in(Mode.IMPORT, placed(customer, newId("ord_"), "1.00")));
        var _ = consumer.apply(in(Mode.BACKFILL, placed(newId("cus_"), newId("ord_"), "1.00")));

        var why = json(get("/api/automations/" + automation + "/why/" + customer));
        assertThat(why.path("answer").asString()).isEqualTo("NOT_LIVE");
        assertThat(json(get("/api/profiles/" + customer))
                        .path("orders")
                        .path("count")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void eventRecordedBeforeEnablingStartsNothing() {
        var customer = newId("cus_");
        var early = placed(customer, newId("ord_"), "1.00");
        var automation = enabledAt(1, "ONCE");
        consumer.polled();

        var _ = consumer.apply(at(early.recordedAt().minusSeconds(5), early));

        var why = json(get("/api/automations/" + automation + "/why/" + customer));
        assertThat(why.path("answer").asString()).isEqualTo("NOT_ENABLED");
    }

    @Test
    void explanationNamesLeafThatDidNotHold() {
        var automation = enabledAt(3, "ONCE");
        var customer = newId("cus_");
        consumer.polled();

        var _ = consumer.apply(placed(customer, newId("ord_"), "1.00"));

        var why = json(get("/api/automations/" + automation + "/why/" + customer));
        assertThat(why.path("answer").asString()).isEqualTo("NOT_MATCHED");
        var leaf = why.path("events").path(0).path("leaves").path(0);
        assertThat(leaf.path("what").asString()).isEqualTo("profile orders.count = 3");
        assertThat(leaf.path("found").asString()).isEqualTo("1");
        assertThat(leaf.path("holds").asBoolean()).isFalse();
        var preview = json(post("/api/automations/" + automation + "/preview", """
                {"customer": "%s"}""".formatted(customer)));
        assertThat(preview.path("answer").asString()).isEqualTo("NOT_MATCHED");
    }

    @Test
    void reentryLimitsHowOftenAutomationStarts() {
        var once = enabled(thanks(1, "ONCE", "Once").replace("\"=\", \"value\": 1", "\">=\", \"value\": 1"));
        var each = enabled(thanks(1, "EACH_EVENT", "Each").replace("\"=\", \"value\": 1", "\">=\", \"value\": 1"));
        var after = enabled(thanks(1, "AFTER(P1D)", "After").replace("\"=\", \"value\": 1", "\">=\", \"value\": 1"));
        var customer = newId("cus_");
        consumer.polled();

        var first = placed(customer, newId("ord_"), "1.00");
        var _ = consumer.apply(first);
        var _ = consumer.apply(placed(customer, newId("ord_"), "1.00"));
        var _ = consumer.apply(at(first.recordedAt().plusSeconds(90_000), placed(customer, newId("ord_"), "1.00")));
        var _ = consumer.apply(first);

        assertThat(outcomes(customer, once)).containsExactly(Outcome.STARTED, Outcome.ALREADY, Outcome.ALREADY);
        assertThat(outcomes(customer, each)).containsExactly(Outcome.STARTED, Outcome.STARTED, Outcome.STARTED);
        assertThat(outcomes(customer, after)).containsExactly(Outcome.STARTED, Outcome.ALREADY, Outcome.STARTED);
    }

    @Test
    void editedReentryCountsEarlierStarts() {
        var automation =
                enabled(thanks(1, "EACH_EVENT", "Each").replace("\"=\", \"value\": 1", "\">=\", \"value\": 1"));
        var customer = newId("cus_");
        consumer.polled();
        var _ = consumer.apply(placed(customer, newId("ord_"), "1.00"));

        for (var reentry : List.of("ONCE", "AFTER(P1D)")) {
            edit(automation, reentry);
            consumer.polled();
            var _ = consumer.apply(placed(customer, newId("ord_"), "1.00"));
        }

        assertThat(outcomes(customer, automation)).containsExactly(Outcome.STARTED, Outcome.ALREADY, Outcome.ALREADY);
    }

    private void edit(String automation, String reentry) {
        var path = "/api/automations/" + automation;
        var version = String.valueOf(get(path).getResponse().getHeader("ETag")).replace("\"", "");
        var definition = thanks(1, reentry, "Edited").replace("\"=\", \"value\": 1", "\">=\", \"value\": 1");
        assertThat(put(path, Long.parseLong(version), definition)).hasStatusOk();
    }

    @Test
    void errorInOneRuleParksItsVerdictAlone() {
        var automation = enabledAt(1, "ONCE");
        var event = placed(newId("cus_"), newId("ord_"), "1.00");
        var sound = rules(automation, event).getFirst();
        var rule = sound.rule();
        var broken = new ActiveRule(
                "aut_broken", 1, new Rule(rule.id(), rule.definition(), Condition.unreadable(), rule.reentry()));
        var before = Profile.begin(event.key()).after(event);

        var judgement =
                new RuleEvaluator(keys, JudgementFaultPoints.SOUND).evaluate(before, event, List.of(broken, sound));

        assertThat(judgement.verdicts().of())
                .extracting(Verdict::outcome)
                .containsExactly(Outcome.PARKED, Outcome.STARTED);
        assertThat(judgement.starts()).hasSize(1);
        assertThat(judgement.profile().lastStart("aut_broken")).isEmpty();
    }

    /** The body's priority is of another type than the contract says, and only this automation reads it. */
    @Test
    void eventThatRuleCannotReadIsAppliedAndShownAsParked() {
        var automation = enabled("""
                {"name": "Say sorry", "trigger": "ticket.opened",
                 "condition": {"event": "priority", "is": "=", "value": "HIGH"},
                 "steps": [{"id": "sorry", "send": {"channel": "EMAIL", "purpose": "SERVICE",
                    "template": {"subject": "Sorry", "text": "Sorry"}}}]}""");
        var customer = newId("cus_");
        consumer.polled();

        var outcome = consumer.apply(TestEvents.event("tickets", newId("tkt_"), 1, customer, "ticket.opened", """
                {"type": "COMPLAINT", "priority": 5, "channel": "WEB"}"""));

        assertThat(outcome).isEqualTo(io.crmesh.platform.event.Outcome.APPLIED);
        assertThat(json(get("/api/automations/" + automation + "/why/" + customer))
                        .path("answer")
                        .asString())
                .isEqualTo("PARKED");
        assertThat(json(post("/api/automations/" + automation + "/preview", """
                {"customer": "%s"}""".formatted(customer)))
                        .path("answer")
                        .asString())
                .isEqualTo("PARKED");
    }

    @Test
    void explanationComesInPagesAndStillKnowsTheMessage() {
        var automation = enabledAt(1, "ONCE");
        var customer = newId("cus_");
        consumer.polled();
        for (int i = 0; i < 25; i++) {
            var _ = consumer.apply(placed(customer, newId("ord_"), "1.00"));
        }
        awaitState(customer, "SENT");
        var path = "/api/automations/" + automation + "/why/" + customer;

        var newest = json(get(path));
        var rest = json(get(path + "?below=" + newest.path("next").asLong()));

        assertThat(newest.path("answer").asString()).isEqualTo("SENT");
        assertThat(newest.path("events")).hasSize(20);
        assertThat(newest.path("messages")).hasSize(1);
        assertThat(rest.path("events")).hasSize(5);
        assertThat(rest.path("events").path(4).path("answer").asString()).isEqualTo("SENT");
        assertThat(rest.has("next")).isFalse();
    }

    private List<Outcome> outcomes(String customer, String automation) {
        return profiles.journal(customer, 0, 100).stream()
                .map(entry -> entry.verdict(Verdicts.class))
                .flatMap(verdicts -> verdicts == null ? Stream.empty() : verdicts.of().stream())
                .filter(verdict -> verdict.automation().equals(automation))
                .map(Verdict::outcome)
                .toList();
    }

    @Test
    void replayOfJournalGivesSameVerdicts() {
        var _ = enabledAt(3, "ONCE");
        var _ = enabledAt(2, "AFTER(PT1S)");
        consumer.polled();
        var rules = ruleSet.read();
        for (int seed = 1; seed <= 20; seed++) {
            var customer = newId("cus_");
            for (var event : history(customer, new Random(seed))) {
                var _ = consumer.apply(event);
            }
            assertReplayAgrees(customer, rules, seed);
        }
    }

    /** Events of one customer in a possible order: in sequence per aggregate, interleaved across aggregates, with repeats. */
    private static List<RecordedEvent> history(String customer, Random random) {
        var streams = new ArrayList<List<RecordedEvent>>();
        streams.add(new ArrayList<>(List.of(registered(customer))));
        for (int i = 0; i < 2 + random.nextInt(6); i++) {
            var order = newId("ord_");
            var mode = random.nextInt(5) == 0 ? Mode.IMPORT : Mode.LIVE;
            var events = new ArrayList<>(List.of(in(mode, placed(customer, order, "1.00"))));
            switch (random.nextInt(3)) {
                case 0 -> events.add(cancelled(customer, order, "1.00"));
                case 1 -> events.add(completed(customer, order));
                default -> {}
            }
            streams.add(events);
        }
        var delivered = new ArrayList<RecordedEvent>();
        while (!streams.isEmpty()) {
            var stream = streams.get(random.nextInt(streams.size()));
            delivered.add(stream.removeFirst());
            if (random.nextInt(3) == 0) {
                delivered.add(delivered.get(random.nextInt(delivered.size())));
            }
            streams.removeIf(List::isEmpty);
        }
        return delivered;
    }

    private void assertReplayAgrees(String customer, List<Automation> rules, int seed) {
        var evaluator = new RuleEvaluator(keys, JudgementFaultPoints.SOUND);
        var profile = Profile.begin(customer);
        for (var entry : profiles.journal(customer, 0, 200)) {
            var judgement = evaluator.evaluate(
                    profile.after(entry.event()), entry.event(), ruleSet.rulesFor(rules, entry.event()));
            var stored = entry.verdict(Verdicts.class);
            assertThat(stored == null ? new Verdicts(List.of(), null) : stored)
                    .as("seed %d", seed)
                    .isEqualTo(judgement.verdicts());
            profile = judgement.profile();
        }
        assertThat(profiles.find(customer, new AccessScope.All()).orElseThrow().state())
                .as("seed %d", seed)
                .isEqualTo(profile);
    }
}
