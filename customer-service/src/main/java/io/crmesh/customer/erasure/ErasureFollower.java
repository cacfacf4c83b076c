package io.crmesh.customer.erasure;

import io.crmesh.customer.registry.CustomerDesk;
import io.crmesh.platform.Command;
import io.crmesh.platform.consume.FactConsumer;
import io.crmesh.platform.consume.Facts;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.fact.InTrace;
import io.crmesh.platform.fact.Outcome;
import io.crmesh.platform.seal.Erasures;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Policy: whoever was erased is erased in every service, ours included. It follows our own fact, as the others do, so it
 * happens even if the process that took the command dies right after. All of it may be done again.
 */
@Component
class ErasureFollower implements FactConsumer {

    private static final String ERASED = "customer.erased";

    /** The part of the fact that we read. */
    record Body(@Nullable String reason) {}

    private final CustomerDesk desk;
    private final Erasures erasures;
    private final Receipts receipts;

    ErasureFollower(CustomerDesk desk, Erasures erasures, Receipts receipts) {
        this.desk = desk;
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
    public Outcome apply(Fact fact) {
        if (fact.type().equals(ERASED)) {
            eraseAgain(fact);
            erasures.erase(fact.subject());
            receipts.begin(fact.subject());
        }
        return Outcome.APPLIED;
    }

    /** Hardly any fact is about this, and those of others cost nothing together. */
    @Override
    public List<Outcome> applyAll(List<Fact> facts, InTrace within) {
        return facts.stream().anyMatch(fact -> fact.type().equals(ERASED))
                ? List.of()
                : Collections.nCopies(facts.size(), Outcome.APPLIED);
    }

    /** A database that was restored as it was before does not know of it any more. */
    private void eraseAgain(Fact fact) {
        if (desk.isErasable(fact.subject())) {
            var reason = Objects.requireNonNullElse(Facts.read(fact, Body.class).reason(), "UNKNOWN");
            var command = Command.of(fact.id(), fact.actor(), fact.mode()).because(fact.correlationId(), fact.id());
            var _ = desk.erase(fact.subject(), command, reason);
        }
    }
}
