package io.crmesh.marketing.automation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.marketing.automation.Automation.Interval;
import io.crmesh.marketing.automation.Automation.Stage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An automation as its reader sees it, with the text of its present version. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AutomationView(
        String id,
        String name,
        String trigger,
        Stage state,
        int version,
        Definition definition,
        List<Enabled> enabled) {

    /** When which version was enabled. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Enabled(int version, Instant from, @Nullable Instant until) {}

    static AutomationView of(Automation automation, Definition definition) {
        return new AutomationView(
                automation.id(),
                automation.name(),
                automation.trigger(),
                automation.stage(),
                automation.current().number(),
                definition,
                automation.versions().stream()
                        .flatMap(version -> version.on().stream().map(on -> enabled(version.number(), on)))
                        .toList());
    }

    private static Enabled enabled(int version, Interval on) {
        return new Enabled(version, on.from(), on.until());
    }
}
