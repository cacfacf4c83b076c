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
import io.crmesh.customer.registry.profile.AgeBands;
import io.crmesh.customer.registry.profile.Kind;
import io.crmesh.customer.registry.profile.Profile;
import io.crmesh.customer.registry.profile.Provenance;
import io.crmesh.customer.registry.profile.Source;
import io.crmesh.customer.registry.profile.Stage;
import io.crmesh.customer.text.Texts;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Refusal.RuleBroken;
import io.crmesh.platform.document.RecordOwner;
import io.crmesh.platform.event.Personal;
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
 * Aggregate: a person or an organization that we deal with. A customer is immutable: a behaviour returns the event that
 * happened, and {@link #fold} alone makes the next customer of it.
 */
public record Customer(
        String id,
        Identity identity,
        Kind kind,
        Profile profile,
        Lifecycle lifecycle,
        Ownership ownership,
        List<Consent> consents,
        List<Provenance> provenance) {

    /**
     * Value object: the numbers and ids by which a customer is known.
     *
     * @param crmNumber ten digits, given once and never changed
     * @param crmNumberReason why the number was chosen by hand; absent if it was not
     * @param aliases the numbers of records that were merged into this one
     */
    public record Identity(
            @Personal CrmNumber crmNumber,
            @Personal @Nullable String crmNumberReason,
            @Personal List<CrmNumber> aliases,
            @Personal(Personal.Kind.SEARCHABLE) @Nullable ExternalId externalId) {}

    /**
     * Value object: where a customer came from, and the stage that it has reached.
     *
     * @param stageEvidence why it moved there: a code, or the id of what decided it; absent at its first stage
     * @param stageSince when it moved there
     * @param registeredAt when the customer became known, which may be long before the registration here
     */
    public record Lifecycle(
            Stage stage,
            @Nullable String stageEvidence,
            Instant stageSince,
            @Nullable Source source,
            @Nullable String classification,
            Instant registeredAt) {

        static Lifecycle begin(Stage first, @Nullable Source source, Instant registeredAt) {
            return new Lifecycle(first, null, registeredAt, source, null, registeredAt);
        }

        Lifecycle after(StageChanged moved) {
            return new Lifecycle(
                    moved.to(), moved.evidence(), moved.occurredAt(), source, classification, registeredAt);
        }
    }

    /** Value object: the owner of a customer, the owning team, and the territory for which they own it. */
    public record Ownership(
            @Nullable String owner,
            @Nullable String team,
            @Nullable String territory) {

        RecordOwner of(String customer) {
            return new RecordOwner(customer, owner, team);
        }
    }

    /** What is told about the customer is as of now, also where they became known long before. */
    static CustomerRegistered register(Customer first, Instant at, Instant now) {
        first.profile.check(first.kind, day(at));
        return new CustomerRegistered(Attributes.of(first, first.profile, day(now)), first, at);
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /** Replaces the profile, unless it is the same. */
    public Optional<ProfileChanged> change(Profile next, Provenance.Origin origin, Instant now) {
        var changed = profile.changesTo(next);
        if (changed.isEmpty()) {
            return Optional.empty();
        }
        next.check(kind, day(now));
        return Optional.of(new ProfileChanged(changed, Attributes.of(this, next, day(now)), next, origin, now));
    }

    /** Tells the band of ages that the customer reaches on this day, if it is another one than the day before. */
    Optional<ProfileChanged> growOlder(LocalDate day, Provenance.Origin origin, Instant now) {
        var band = AgeBands.of(profile, day);
        return Objects.equals(band, AgeBands.of(profile, day.minusDays(1)))
                ? Optional.empty()
                : Optional.of(new ProfileChanged(
                        List.of(Attributes.AGE_BAND), Attributes.of(this, profile, day), profile, origin, now));
    }

    public StageChanged move(Stage to, String evidence, Instant now) {
        var stage = lifecycle.stage();
        if (!stage.next().contains(to)) {
            throw new RuleBroken(
                    "customer-stage",
                    "A customer at stage %s cannot move to %s, only to %s"
                            .formatted(stage, to, stage.next().stream().sorted().toList()));
        }
        return new StageChanged(stage, to, evidence, now);
    }

    /**
     * A purchase makes a customer of a lead. One from before a customer was lost, or found unsuitable, does not
     * win them back.
     */
    Optional<StageChanged> purchase(String order, Instant placedAt, Instant now) {
        var stage = lifecycle.stage();
        var counts = switch (stage) {
            case LEAD, QUALIFIED -> true;
            case DORMANT, LOST, DISQUALIFIED -> placedAt.isAfter(lifecycle.stageSince());
            case CUSTOMER -> false;
        };
        return counts ? Optional.of(new StageChanged(stage, Stage.CUSTOMER, order, now)) : Optional.empty();
    }

    /** Assigns the customer to another owner, unless it is theirs already. */
    public Optional<OwnerChanged> assignOwner(Ownership next, Instant now) {
        return ownership.equals(next)
                ? Optional.empty()
                : Optional.of(new OwnerChanged(next.owner(), next.team(), next.territory(), now));
    }

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
        if (given.state() == ConsentState.GRANTED
                && from.isGrantedOnlyWithEvidence()
                && Texts.stripped(given.evidence()) == null) {
            throw new Impossible("evidence", "must say how the customer agreed after a consent that is " + from);
        }
        return changed(given, from, now);
    }

    /** Withdraws the customer's consent, also one that ran out. A consent that was refused already stays refused. */
    Optional<ConsentChanged> withdraw(Purpose purpose, Channel channel, String source, Instant now) {
        var from = consentTo(purpose, channel);
        return switch (from) {
            case GRANTED ->
                Optional.of(changed(GivenConsent.of(purpose, channel, ConsentState.WITHDRAWN, source), from, now));
            case UNKNOWN, PENDING, EXPIRED ->
                Optional.of(changed(GivenConsent.of(purpose, channel, ConsentState.DENIED, source), from, now));
            case WITHDRAWN, DENIED -> Optional.empty();
        };
    }

    /** Takes what a file says about a consent: a no always counts, and a yes never takes back a no. */
    public Optional<ConsentChanged> report(GivenConsent given, Instant now) {
        var from = consentTo(given.purpose(), given.channel());
        var to = switch (given.state()) {
            case DENIED, WITHDRAWN ->
                switch (from) {
                    case GRANTED -> ConsentState.WITHDRAWN;
                    case UNKNOWN, PENDING, EXPIRED -> given.state();
                    case WITHDRAWN, DENIED -> from;
                };
            case GRANTED -> {
                var proven = from == ConsentState.EXPIRED && Texts.stripped(given.evidence()) != null;
                yield proven || !from.isGrantedOnlyWithEvidence() ? ConsentState.GRANTED : from;
            }
            case PENDING -> from == ConsentState.UNKNOWN ? ConsentState.PENDING : from;
            case EXPIRED -> from == ConsentState.GRANTED ? ConsentState.EXPIRED : from;
            case UNKNOWN -> from;
        };
        return to == from ? Optional.empty() : Optional.of(changed(given.as(to), from, now));
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
                Objects.requireNonNullElse(given.at(), now));
    }

    /** Whether the customer said no to messages of this kind, rather than nothing. */
    boolean objectsTo(Purpose purpose, Channel channel) {
        return switch (consentTo(purpose, channel)) {
            case WITHDRAWN, DENIED -> true;
            case UNKNOWN, PENDING, GRANTED, EXPIRED -> false;
        };
    }

    /** The events that register a customer again who was taken back: the same customer, with each consent as it was. */
    List<CustomerEvent> registeredAgain(Instant now) {
        var bare = new Customer(id, identity, kind, profile, lifecycle, ownership, List.of(), provenance);
        var events = new ArrayList<CustomerEvent>();
        events.add(new CustomerRegistered(Attributes.of(bare, profile, day(now)), bare, now));
        for (var consent : consents) {
            events.add(new ConsentChanged(
                    consent.purpose(),
                    consent.channel(),
                    ConsentState.UNKNOWN,
                    consent.state(),
                    consent.policyVersion(),
                    consent.lawfulBasis(),
                    consent.evidence(),
                    consent.source(),
                    consent.since()));
        }
        return events;
    }

    /** Whether an import registered or changed this customer. */
    boolean fromImport() {
        return provenance.stream().anyMatch(Provenance::fromImport);
    }

    public ConsentState consentTo(Purpose purpose, Channel channel) {
        return consents.stream()
                .filter(consent -> consent.about(purpose, channel))
                .findFirst()
                .map(Consent::state)
                .orElse(ConsentState.UNKNOWN);
    }

    /** Applies an event; the result is null when the customer is erased, or the import that registered it reverted. */
    public static @Nullable Customer fold(@Nullable Customer customer, CustomerEvent event) {
        return switch (event) {
            case CustomerRegistered registered -> registered.customer();
            case CustomerReverted _, CustomerErased _ -> null;
            case ProfileChanged changed -> known(customer).after(changed);
            case StageChanged moved -> known(customer).after(moved);
            case OwnerChanged assigned -> known(customer).after(assigned);
            case ConsentChanged changed -> known(customer).after(changed);
        };
    }

    private static Customer known(@Nullable Customer customer) {
        return Objects.requireNonNull(customer, "The first event of a customer is its registration");
    }

    private Customer after(ProfileChanged changed) {
        var written =
                changed.changed().stream().filter(Profile.FIELDS::containsKey).toList();
        var recorded = Provenance.after(provenance, written, changed.origin());
        return new Customer(id, identity, kind, changed.profile(), lifecycle, ownership, consents, recorded);
    }

    private Customer after(StageChanged moved) {
        return new Customer(id, identity, kind, profile, lifecycle.after(moved), ownership, consents, provenance);
    }

    private Customer after(OwnerChanged assigned) {
        var next = new Ownership(assigned.owner(), assigned.team(), assigned.territory());
        return new Customer(id, identity, kind, profile, lifecycle, next, consents, provenance);
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
        return new Customer(id, identity, kind, profile, lifecycle, ownership, List.copyOf(ledger), provenance);
    }
}
