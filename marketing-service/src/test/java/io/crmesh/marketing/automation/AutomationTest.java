package io.crmesh.marketing.automation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.marketing.automation.Automation.Stage;
import io.crmesh.marketing.automation.AutomationEvent.Created;
import io.crmesh.platform.Refusal.RuleBroken;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AutomationTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Automation DRAFT =
            Automation.fold(null, new Created("order.placed", 1, "aut_1", "Thanks", "def_1", T0));

    private static Instant at(int seconds) {
        return T0.plusSeconds(seconds);
    }

    private static Automation then(Automation automation, Function<Automation, AutomationEvent> behaviour) {
        return Automation.fold(automation, behaviour.apply(automation));
    }

    private static int versionAt(Automation automation, int seconds) {
        return automation
                .versionFor("order.placed", at(seconds))
                .map(Automation.Version::number)
                .orElse(0);
    }

    @Test
    void eachStageAllowsItsOwnBehavioursOnly() {
        var behaviours = new LinkedHashMap<Function<Automation, AutomationEvent>, Set<Stage>>();
        behaviours.put(
                a -> a.edit("New", "order.paid", "def_2", at(9)), EnumSet.complementOf(EnumSet.of(Stage.RETIRED)));
        behaviours.put(a -> a.enable(at(9)), Set.of(Stage.DRAFT, Stage.BACKTESTED, Stage.PAUSED));
        behaviours.put(a -> a.pause(at(9)), Set.of(Stage.ENABLED));
        behaviours.put(a -> a.retire(at(9)), EnumSet.complementOf(EnumSet.of(Stage.RETIRED)));

        for (var stage : Stage.values()) {
            var automation = new Automation("aut_1", "Thanks", "order.placed", stage, DRAFT.versions());
            for (Map.Entry<Function<Automation, AutomationEvent>, Set<Stage>> each : behaviours.entrySet()) {
                if (each.getValue().contains(stage)) {
                    assertThatCode(() -> then(automation, each.getKey())).doesNotThrowAnyException();
                } else {
                    assertThatThrownBy(() -> then(automation, each.getKey()))
                            .isInstanceOf(RuleBroken.class)
                            .hasMessageContaining(stage.name());
                }
            }
        }
    }

    @Test
    void eventIsJudgedByVersionEnabledWhenRecorded() {
        var on = then(DRAFT, a -> a.enable(at(10)));
        var edited = then(on, a -> a.edit("Thanks", "order.placed", "def_2", at(20)));
        var paused = then(edited, a -> a.pause(at(30)));
        var again = then(paused, a -> a.enable(at(40)));
        var retired = then(again, a -> a.retire(at(50)));

        assertThat(versionAt(retired, 9)).isZero();
        assertThat(versionAt(retired, 10)).isEqualTo(1);
        assertThat(versionAt(retired, 19)).isEqualTo(1);
        assertThat(versionAt(retired, 20)).isEqualTo(2);
        assertThat(versionAt(retired, 30)).isZero();
        assertThat(versionAt(retired, 45)).isEqualTo(2);
        assertThat(versionAt(retired, 50)).isZero();
    }

    @Test
    void editedDraftJudgesNoEvents() {
        var edited = then(DRAFT, a -> a.edit("Thanks", "order.placed", "def_2", at(20)));

        assertThat(edited.stage()).isEqualTo(Stage.DRAFT);
        assertThat(edited.everEnabled()).isFalse();
        assertThat(versionAt(edited, 30)).isZero();
    }

    @Test
    void editedTriggerLeavesEarlierVersionUnchanged() {
        var on = then(DRAFT, a -> a.enable(at(10)));
        var edited = then(on, a -> a.edit("Thanks", "order.paid", "def_2", at(20)));

        assertThat(versionAt(edited, 15)).isEqualTo(1);
        assertThat(versionAt(edited, 25)).isZero();
        assertThat(edited.versionFor("order.paid", at(25))).isPresent();
    }
}
