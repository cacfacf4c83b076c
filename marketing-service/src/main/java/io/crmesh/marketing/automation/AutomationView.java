package io.crmesh.marketing.automation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.marketing.automation.Automation.Interval;
import io.crmesh.marketing.automation.Automation.Stage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** View of an automation, with the text of its current version. */
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
                        .flatMap(version -> version.enabled().stream().map(span -> enabled(version.number(), span)))
                        .toList());
    }

    private static Enabled enabled(int version, Interval span) {
        return new Enabled(version, span.from(), span.until());
    }
}
