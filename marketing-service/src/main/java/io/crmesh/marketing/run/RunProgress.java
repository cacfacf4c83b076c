package io.crmesh.marketing.run;

import io.crmesh.marketing.run.Run.Done;
import io.crmesh.marketing.run.Run.Outcome;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Busy;
import io.crmesh.platform.Scope;
import io.crmesh.platform.consume.FactConsumer;
import io.crmesh.platform.consume.Facts;
import io.crmesh.platform.fact.Actor;
import io.crmesh.platform.fact.Fact;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Policy: whenever a message has come to its end, its run takes note. A run waits for each of its steps once, so hearing
 * of one again changes nothing, in whatever order it is heard.
 */
@Component
class RunProgress implements FactConsumer {

    /** The part of a message's fact that says which step it was. */
    record Message(
            @Nullable String run, String step, @Nullable String reason) {}

    private final Runs runs;

    RunProgress(Runs runs) {
        this.runs = runs;
    }

    @Override
    public String group() {
        return "marketing.runs";
    }

    @Override
    public Set<String> topics() {
        return Set.of("crm.marketing");
    }

    @Override
    public io.crmesh.platform.fact.Outcome apply(Fact fact) {
        return switch (fact.type()) {
            case "message.sent" -> ended(fact, Outcome.SENT);
            case "message.suppressed" -> ended(fact, Outcome.SUPPRESSED);
            case "message.failed" -> ended(fact, Outcome.FAILED);
            default -> io.crmesh.platform.fact.Outcome.APPLIED; // on its way, or not about a message
        };
    }

    private io.crmesh.platform.fact.Outcome ended(Fact fact, Outcome outcome) {
        var message = Facts.read(fact, Message.class);
        if (message.run() == null) {
            return io.crmesh.platform.fact.Outcome.APPLIED; // a trial of a person's own
        }
        if (runs.find(message.run(), new Scope.All()).isEmpty()) {
            // Run and message are made by one decision but not by one write: the message may be through already.
            throw new Busy("The run is still to be made", Duration.ofSeconds(1));
        }
        var command = Command.of(fact.id(), Actor.system("runs"), fact.mode()).because(fact.correlationId(), fact.id());
        var step = new Done(message.step(), outcome, message.reason());
        var _ = runs.change(
                message.run(),
                command,
                run -> run.ended(step, fact.occurredAt()).map(List::of).orElseGet(List::of));
        return io.crmesh.platform.fact.Outcome.APPLIED;
    }
}
