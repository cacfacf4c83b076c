package io.crmesh.marketing.run;

import io.crmesh.marketing.run.Run.Done;
import io.crmesh.marketing.run.Run.Outcome;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Busy;
import io.crmesh.platform.consume.EventBodies;
import io.crmesh.platform.consume.EventConsumer;
import io.crmesh.platform.event.Actor;
import io.crmesh.platform.event.RecordedEvent;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Event consumer: when a delivery has ended, its run notes the outcome of the step. A run waits for each of its steps once, so
 * repeated and reordered events change nothing.
 */
@Component
class RunProgress implements EventConsumer {

    /** The part of a delivery's event that identifies the step. */
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
    public io.crmesh.platform.event.Outcome apply(RecordedEvent event) {
        return switch (event.type()) {
            case "message.sent" -> ended(event, Outcome.SENT);
            case "message.suppressed" -> ended(event, Outcome.SUPPRESSED);
            case "message.failed" -> ended(event, Outcome.FAILED);
            default -> io.crmesh.platform.event.Outcome.APPLIED; // not ended yet, or not about a delivery
        };
    }

    private io.crmesh.platform.event.Outcome ended(RecordedEvent event, Outcome outcome) {
        var message = EventBodies.read(event, Message.class);
        if (message.run() == null) {
            return io.crmesh.platform.event.Outcome.APPLIED; // a test mail
        }
        if (runs.find(message.run(), new AccessScope.All()).isEmpty()) {
            // One decision creates run and delivery, but with two writes: the delivery may have ended before the run is
            // stored.
            throw new Busy("The run is not stored yet", Duration.ofSeconds(1));
        }
        var command =
                Command.of(event.id(), Actor.system("runs"), event.mode()).because(event.correlationId(), event.id());
        var step = new Done(message.step(), outcome, message.reason());
        var _ = runs.change(
                message.run(),
                command,
                run -> run.ended(step, event.occurredAt()).map(List::of).orElseGet(List::of));
        return io.crmesh.platform.event.Outcome.APPLIED;
    }
}
