package io.crmesh.marketing.decision;

import static io.crmesh.marketing.TestFacts.at;
import static io.crmesh.marketing.TestFacts.cancelled;
import static io.crmesh.marketing.TestFacts.completed;
import static io.crmesh.marketing.TestFacts.in;
import static io.crmesh.marketing.TestFacts.placed;
import static io.crmesh.marketing.TestFacts.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.marketing.MarketingTest;
import io.crmesh.marketing.automation.Automation;
import io.crmesh.marketing.automation.RuleSet;
import io.crmesh.marketing.automation.RuleSet.Judging;
import io.crmesh.marketing.decision.Verdict.Outcome;
import io.crmesh.marketing.profile.Profile;
import io.crmesh.platform.Scope;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.fact.Mode;
import io.crmesh.platform.store.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class DecisionTest extends MarketingTest {

    /** The tempting mistake of judging when there is time for it, on what the profile has become by then. */
    private static final JudgementRules ON_A_LATER_PROFILE = new JudgementRules() {
        @Override
        public Profile seen(Profile withThisFact) {
            return withThisFact.after(placed(withThisFact.key(), "ord_later", "1.00"));
        }
    };

    /** The tempting mistake of taking an edited automation for another one. */
    private static final JudgementRules VERSION_IN_THE_ID = new JudgementRules() {
        @Override
        public String runId(Keys keys, Judging judging, Fact fact) {
            return keys.id("run_", judging.automation(), Integer.toString(judging.version()), fact.key());
        }
    };

    @Autowired
    private Keys keys;

    @Autowired
    private RuleSet ruleSet;

    @Autowired
    private ProfileKeeper keeper;

    @Autowired
    private Profiles profiles;

    @Test
    void theThirdPurchaseDecidesAndNoOther() {
        var automation = enabledAt(3, "ONCE");

        assertTheThirdOfFourBegins(automation, JudgementRules.SOUND);
        assertThatThrownBy(() -> assertTheThirdOfFourBegins(automation, ON_A_LATER_PROFILE))
                .isInstanceOf(AssertionError.class);
    }

    private void assertTheThirdOfFourBegins(String automation, JudgementRules rules) {
        var judge = new Judge(keys, rules);
        var profile = Profile.begin(newId("cus_"));
        var began = new ArrayList<String>();
        for (var order : List.of("ord_1", "ord_2", "ord_3", "ord_4")) {
            var fact = placed(profile.key(), order, "1.00");
            var judged = judge.judge(profile.after(fact), fact, judging(automation, fact));
            judged.begins().forEach(_ -> began.add(fact.subject()));
            profile = judged.profile();
        }
        assertThat(began).containsExactly("ord_3");
    }

    @Test
    void anEditBetweenTwoDeliveriesMakesNoSecondRun() {
        var automation = enabledAt(1, "ONCE");

        assertOneRunWhicheverVersionJudges(automation, JudgementRules.SOUND);
        assertThatThrownBy(() -> assertOneRunWhicheverVersionJudges(automation, VERSION_IN_THE_ID))
                .isInstanceOf(AssertionError.class);
    }

    private void assertOneRunWhicheverVersionJudges(String automation, JudgementRules rules) {
        var judge = new Judge(keys, rules);
        var fact = placed(newId("cus_"), newId("ord_"), "1.00");
        var profile = Profile.begin(fact.key()).after(fact);
        var first = judging(automation, fact).getFirst();
        var edited = new Judging(first.automation(), first.version() + 1, first.rule());

        assertThat(judge.judge(profile, fact, first).run())
                .isEqualTo(judge.judge(profile, fact, edited).run());
    }

    private List<Judging> judging(String automation, Fact fact) {
        return ruleSet.judging(ruleSet.read(), fact).stream()
                .filter(each -> each.automation().equals(automation))
                .toList();
    }

    @Test
    void onlyWhatHappensNowStartsAnything() {
        var automation = enabledAt(1, "ONCE");
        var customer = newId("cus_");
        keeper.polled();

        var _ = keeper.apply(in(Mode.IMPORT, placed(customer, newId("ord_"), "1.00")));
        var _ = keeper.apply(in(Mode.BACKFILL, placed(newId("cus_"), newId("ord_"), "1.00")));

        var why = json(get("/api/automations/" + automation + "/why/" + customer));
        assertThat(why.path("answer").asString()).isEqualTo("NOT_LIVE");
        assertThat(json(get("/api/profiles/" + customer))
                        .path("orders")
                        .path("count")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void whatHappenedBeforeItWasOnStartsNothing() {
        var customer = newId("cus_");
        var early = placed(customer, newId("ord_"), "1.00");
        var automation = enabledAt(1, "ONCE");
        keeper.polled();

        var _ = keeper.apply(at(early.recordedAt().minusSeconds(5), early));

        var why = json(get("/api/automations/" + automation + "/why/" + customer));
        assertThat(why.path("answer").asString()).isEqualTo("NOT_ENABLED");
    }

    @Test
    void theLeafThatDidNotHoldIsNamed() {
        var automation = enabledAt(3, "ONCE");
        var customer = newId("cus_");
        keeper.polled();

        var _ = keeper.apply(placed(customer, newId("ord_"), "1.00"));

        var why = json(get("/api/automations/" + automation + "/why/" + customer));
        assertThat(why.path("answer").asString()).isEqualTo("NOT_MATCHED");
        var leaf = why.path("facts").path(0).path("leaves").path(0);
        assertThat(leaf.path("what").asString()).isEqualTo("profile orders.count = 3");
        assertThat(leaf.path("found").asString()).isEqualTo("1");
        assertThat(leaf.path("holds").asBoolean()).isFalse();
        var preview = json(post("/api/automations/" + automation + "/preview", """
                {"customer": "%s"}""".formatted(customer)));
        assertThat(preview.path("answer").asString()).isEqualTo("NOT_MATCHED");
    }

    @Test
    void onceIsOnceAndEachFactIsEach() {
        var once = enabled(thanks(1, "ONCE", "Once").replace("\"=\", \"value\": 1", "\">=\", \"value\": 1"));
        var each = enabled(thanks(1, "EACH_FACT", "Each").replace("\"=\", \"value\": 1", "\">=\", \"value\": 1"));
        var after = enabled(thanks(1, "AFTER(P1D)", "After").replace("\"=\", \"value\": 1", "\">=\", \"value\": 1"));
        var customer = newId("cus_");
        keeper.polled();

        var first = placed(customer, newId("ord_"), "1.00");
        var _ = keeper.apply(first);
        var _ = keeper.apply(placed(customer, newId("ord_"), "1.00"));
        var _ = keeper.apply(at(first.recordedAt().plusSeconds(90_000), placed(customer, newId("ord_"), "1.00")));
        var _ = keeper.apply(first);

        assertThat(outcomes(customer, once)).containsExactly(Outcome.STARTED, Outcome.ALREADY, Outcome.ALREADY);
        assertThat(outcomes(customer, each)).containsExactly(Outcome.STARTED, Outcome.STARTED, Outcome.STARTED);
        assertThat(outcomes(customer, after)).containsExactly(Outcome.STARTED, Outcome.ALREADY, Outcome.STARTED);
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
    void replayingTheJournalGivesTheSameVerdicts() {
        var _ = enabledAt(3, "ONCE");
        var _ = enabledAt(2, "AFTER(PT1S)");
        keeper.polled();
        var rules = ruleSet.read();
        for (int seed = 1; seed <= 20; seed++) {
            var customer = newId("cus_");
            for (var fact : history(customer, new Random(seed))) {
                var _ = keeper.apply(fact);
            }
            assertThatReplayAgrees(customer, rules, seed);
        }
    }

    /** A customer's life, told in an order that is allowed: per aggregate in sequence, across them as it comes, with repeats. */
    private static List<Fact> history(String customer, Random random) {
        var streams = new ArrayList<List<Fact>>();
        streams.add(new ArrayList<>(List.of(registered(customer))));
        for (int i = 0; i < 2 + random.nextInt(6); i++) {
            var order = newId("ord_");
            var mode = random.nextInt(5) == 0 ? Mode.IMPORT : Mode.LIVE;
            var facts = new ArrayList<>(List.of(in(mode, placed(customer, order, "1.00"))));
            switch (random.nextInt(3)) {
                case 0 -> facts.add(cancelled(customer, order, "1.00"));
                case 1 -> facts.add(completed(customer, order));
                default -> {}
            }
            streams.add(facts);
        }
        var told = new ArrayList<Fact>();
        while (!streams.isEmpty()) {
            var stream = streams.get(random.nextInt(streams.size()));
            told.add(stream.removeFirst());
            if (random.nextInt(3) == 0) {
                told.add(told.get(random.nextInt(told.size())));
            }
            streams.removeIf(List::isEmpty);
        }
        return told;
    }

    private void assertThatReplayAgrees(String customer, List<Automation> rules, int seed) {
        var judge = new Judge(keys, JudgementRules.SOUND);
        var profile = Profile.begin(customer);
        for (var entry : profiles.journal(customer, 0, 200)) {
            var judged = judge.judge(profile.after(entry.fact()), entry.fact(), ruleSet.judging(rules, entry.fact()));
            var stored = entry.verdict(Verdicts.class);
            assertThat(stored == null ? new Verdicts(List.of()) : stored)
                    .as("seed %d", seed)
                    .isEqualTo(judged.verdicts());
            profile = judged.profile();
        }
        assertThat(profiles.find(customer, new Scope.All()).orElseThrow().state())
                .as("seed %d", seed)
                .isEqualTo(profile);
    }
}
