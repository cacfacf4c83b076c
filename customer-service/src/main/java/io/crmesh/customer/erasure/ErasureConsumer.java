package io.crmesh.customer.erasure;

import io.crmesh.customer.registry.CustomerService;
import io.crmesh.platform.Command;
import io.crmesh.platform.consume.EventBodies;
import io.crmesh.platform.consume.EventConsumer;
import io.crmesh.platform.encryption.Erasures;
import io.crmesh.platform.event.InTrace;
import io.crmesh.platform.event.Outcome;
import io.crmesh.platform.event.RecordedEvent;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Event consumer: a customer who was erased is erased in every service, ours included. It follows our own event, as the
 * others do, so it happens even if the process that took the command is killed right after. All of it is idempotent.
 */
@Component
class ErasureConsumer implements EventConsumer {

    private static final String ERASED = "customer.erased";

    /** The part of the event that we read. */
    record Body(@Nullable String reason) {}

    private final CustomerService service;
    private final Erasures erasures;
    private final Receipts receipts;

    ErasureConsumer(CustomerService service, Erasures erasures, Receipts receipts) {
        this.service = service;
        this.erasures = erasures;
        this.receipts = receipts;
    }

    @Override
    public String group() {
        return "customers.erasures";
    }

    @Override
    public Set<String> topics() {
        return Set.of("crm.customers");
    }

    @Override
    public Outcome apply(RecordedEvent event) {
        if (event.type().equals(ERASED)) {
            eraseAgain(event);
            erasures.erase(event.subject());
            receipts.begin(event.subject());
        }
        return Outcome.APPLIED;
    }

    /** Few events are erasures; a batch without one needs no work. */
    @Override
    public List<Outcome> applyAll(List<RecordedEvent> events, InTrace within) {
        return events.stream().anyMatch(event -> event.type().equals(ERASED))
                ? List.of()
                : Collections.nCopies(events.size(), Outcome.APPLIED);
    }

    /** A database that was restored from a backup may hold the customer again. */
    private void eraseAgain(RecordedEvent event) {
        if (service.isErasable(event.subject())) {
            var reason = Objects.requireNonNullElse(
                    EventBodies.read(event, Body.class).reason(), "UNKNOWN");
            var command =
                    Command.of(event.id(), event.actor(), event.mode()).because(event.correlationId(), event.id());
            var _ = service.erase(event.subject(), command, reason);
        }
    }
}
