package io.crmesh.customer.registry;

import io.crmesh.customer.consent.Consent;
import io.crmesh.customer.consent.Consent.Channel;
import io.crmesh.customer.consent.Consent.Purpose;
import io.crmesh.customer.consent.ConsentState;
import io.crmesh.customer.consent.GivenConsent;
import io.crmesh.customer.number.CrmNumber;
import io.crmesh.customer.registry.CustomerEvent.ConsentChanged;
import io.crmesh.customer.registry.CustomerEvent.CustomerErased;
import io.crmesh.customer.registry.CustomerEvent.CustomerRegistered;
import io.crmesh.customer.registry.CustomerEvent.CustomerReverted;
import io.crmesh.customer.registry.CustomerEvent.OwnerChanged;
import io.crmesh.customer.registry.CustomerEvent.ProfileChanged;
import io.crmesh.customer.registry.CustomerEvent.StageChanged;
import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.fact.Personal;
import io.crmesh.platform.store.ExternalId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person or an organization we deal with. A customer never changes in place: a behaviour answers with the event that
 * happened, and {@link #fold} is the only way from one customer to the next.
 *
 * @param crmNumber ten digits, given once and never changed
 * @param aliases the numbers of records that were merged into this one
 * @param registeredAt when the customer became known in the world, which may be long before we heard of it
 */
public record Customer(
        String id,
        @Personal CrmNumber crmNumber,
        @Personal List<CrmNumber> aliases,
        @Personal(Personal.Kind.SEARCHABLE) @Nullable ExternalId externalId,
        Kind kind,
        Profile profile,
        @Nullable Source source,
        Stage stage,
        @Nullable String classification,
        @Nullable String owner,
        @Nullable String team,
        @Nullable String territory,
        List<Consent> consents,
        List<Provenance> provenance,
        Instant registeredAt) {

    static CustomerRegistered register(Customer first, Instant at) {
        first.profile.check(first.kind, LocalDate.ofInstant(at, ZoneOffset.UTC));
        return new CustomerRegistered(Attributes.of(first, first.profile, at), first, at);
    }

    /** Takes over another profile, unless it says the same. */
    Optional<ProfileChanged> change(Profile next, Provenance.Origin origin, Instant now) {
        var changed = profile.changesTo(next);
        if (changed.isEmpty()) {
            return Optional.empty();
        }
        next.check(kind, LocalDate.ofInstant(now, ZoneOffset.UTC));
        return Optional.of(new ProfileChanged(changed, Attributes.of(this, next, now), next, origin, now));
    }

    StageChanged move(Stage to, String evidence, Instant now) {
        if (!stage.next().contains(to)) {
            throw new RuleBroken(
                    "customer-stage",
                    "A customer at stage %s cannot move to %s, only to %s"
                            .formatted(stage, to, stage.next().stream().sorted().toList()));
        }
        return new StageChanged(stage, to, evidence, now);
    }

    /** Hands the customer to somebody else, unless it is theirs already. */
    Optional<OwnerChanged> handTo(Keeper keeper, Instant now) {
        return keeper.equals(new Keeper(owner, team, territory))
                ? Optional.empty()
                : Optional.of(new OwnerChanged(keeper.owner(), keeper.team(), keeper.territory(), now));
    }

    /** Who looks after a customer: a person, a team, and the territory they have it for. */
    record Keeper(
            @Nullable String owner,
            @Nullable String team,
            @Nullable String territory) {}

    ConsentChanged consent(GivenConsent given, Instant now) {
        var from = consentTo(given.purpose(), given.channel());
        if (!from.next().contains(given.state())) {
            throw new RuleBroken(
                    "consent-state",
                    "A consent that is %s cannot become %s, only %s"
                            .formatted(
                                    from,
                                    given.state(),
                                    from.next().stream().sorted().toList()));
        }
        return changed(given, from, now);
    }

    /** The customer does not want to hear from us like this any more. What was refused already stays refused. */
    Optional<ConsentChanged> withdraw(Purpose purpose, Channel channel, String source, Instant now) {
        var from = consentTo(purpose, channel);
        return switch (from) {
            case GRANTED ->
                Optional.of(changed(GivenConsent.of(purpose, channel, ConsentState.WITHDRAWN, source), from, now));
            case UNKNOWN, PENDING ->
                Optional.of(changed(GivenConsent.of(purpose, channel, ConsentState.DENIED, source), from, now));
            case WITHDRAWN, DENIED, EXPIRED -> Optional.empty();
        };
    }

    private static ConsentChanged changed(GivenConsent given, ConsentState from, Instant now) {
        return new ConsentChanged(
                given.purpose(),
                given.channel(),
                from,
                given.state(),
                given.policyVersion(),
                given.lawfulBasis(),
                given.evidence(),
                given.source(),
                now);
    }

    ConsentState consentTo(Purpose purpose, Channel channel) {
        return consents.stream()
                .filter(consent -> consent.about(purpose, channel))
                .findFirst()
                .map(Consent::state)
                .orElse(ConsentState.UNKNOWN);
    }

    /** The only way from one customer to the next; to none when it is erased, or the import that brought it taken back. */
    static @Nullable Customer fold(@Nullable Customer customer, CustomerEvent event) {
        return switch (event) {
            case CustomerRegistered registered -> registered.customer();
            case CustomerReverted _, CustomerErased _ -> null;
            case ProfileChanged changed -> known(customer).after(changed);
            case StageChanged moved -> known(customer).at(moved.to());
            case OwnerChanged handed -> known(customer).after(handed);
            case ConsentChanged changed -> known(customer).after(changed);
        };
    }

    private static Customer known(@Nullable Customer customer) {
        return Objects.requireNonNull(customer, "Nothing happens to a customer before it is registered");
    }

    private Customer after(ProfileChanged changed) {
        var marks = Provenance.after(provenance, changed.changed(), changed.origin());
        return new Customer(
                id,
                crmNumber,
                aliases,
                externalId,
                kind,
                changed.profile(),
                source,
                stage,
                classification,
                owner,
                team,
                territory,
                consents,
                marks,
                registeredAt);
    }

    private Customer at(Stage next) {
        return new Customer(
                id,
                crmNumber,
                aliases,
                externalId,
                kind,
                profile,
                source,
                next,
                classification,
                owner,
                team,
                territory,
                consents,
                provenance,
                registeredAt);
    }

    private Customer after(OwnerChanged handed) {
        return new Customer(
                id,
                crmNumber,
                aliases,
                externalId,
                kind,
                profile,
                source,
                stage,
                classification,
                handed.owner(),
                handed.team(),
                handed.territory(),
                consents,
                provenance,
                registeredAt);
    }

    private Customer after(ConsentChanged changed) {
        var ledger = new ArrayList<>(consents);
        ledger.removeIf(consent -> consent.about(changed.purpose(), changed.channel()));
        ledger.add(new Consent(
                changed.purpose(),
                changed.channel(),
                changed.to(),
                changed.occurredAt(),
                changed.policyVersion(),
                changed.lawfulBasis(),
                changed.evidence(),
                changed.source()));
        return new Customer(
                id,
                crmNumber,
                aliases,
                externalId,
                kind,
                profile,
                source,
                stage,
                classification,
                owner,
                team,
                territory,
                List.copyOf(ledger),
                provenance,
                registeredAt);
    }
}
