package io.crmesh.customer.registry;

import io.crmesh.customer.consent.GivenConsent;
import io.crmesh.customer.number.CrmNumber;
import io.crmesh.customer.registry.Customer.Keeper;
import io.crmesh.customer.text.Texts;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.store.Access;
import io.crmesh.platform.store.ExternalId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was said about a customer at first, checked as far as it can be without looking at others. */
record Registration(
        Kind kind,
        Stage stage,
        @Nullable ExternalId externalId,
        @Nullable CrmNumber chosenNumber,
        Keeper keeper,
        @Nullable Source source,
        List<GivenConsent> consents,
        Profile profile,
        Instant at) {

    static Registration of(CustomerFields fields, Instant now) {
        var at = Objects.requireNonNullElse(fields.registeredAt(), now);
        if (at.isAfter(now)) {
            throw new Impossible("registeredAt", "must not lie in the future");
        }
        var stage = Objects.requireNonNullElse(fields.stage(), Stage.LEAD);
        if (!stage.first()) {
            throw new Impossible("stage", "is not a stage at which somebody becomes known");
        }
        if (fields.kind() == null) {
            throw new Impossible("kind", "must not be null");
        }
        return new Registration(
                fields.kind(),
                stage,
                external(fields),
                number(fields),
                new Keeper(fields.owner(), fields.team(), fields.territory()),
                fields.source(),
                fields.consents() == null ? List.of() : List.copyOf(fields.consents()),
                ProfileReader.read(fields),
                at);
    }

    /** The same, looked after by this person unless it says by whom. */
    Registration keptBy(String person) {
        return keeper.owner() != null || keeper.team() != null
                ? this
                : new Registration(
                        kind,
                        stage,
                        externalId,
                        chosenNumber,
                        new Keeper(person, null, keeper.territory()),
                        source,
                        consents,
                        profile,
                        at);
    }

    /** Whose the customer will be. */
    Access accessTo(String id) {
        return new Access(id, keeper.owner(), keeper.team());
    }

    private static @Nullable ExternalId external(CustomerFields fields) {
        var external = fields.externalId();
        return external == null
                ? null
                : new ExternalId(external.system().strip(), external.id().strip());
    }

    private static @Nullable CrmNumber number(CustomerFields fields) {
        var typed = Texts.kept(fields.crmNumber());
        if (typed == null) {
            return null;
        }
        if (Texts.kept(fields.crmNumberReason()) == null) {
            throw new Impossible("crmNumberReason", "must say why the number is chosen by hand");
        }
        return CrmNumber.parse("crmNumber", typed);
    }

    /** All that happens when somebody becomes known: the registration, then each answer about consent. */
    List<CustomerEvent> events(String id, CrmNumber number, Provenance.Origin origin) {
        var first = new Customer(
                id,
                number,
                List.of(),
                externalId,
                kind,
                profile,
                source,
                stage,
                null,
                keeper.owner(),
                keeper.team(),
                keeper.territory(),
                List.of(),
                Provenance.after(List.of(), profile.filled(), origin),
                at);
        var events = new ArrayList<CustomerEvent>();
        events.add(Customer.register(first, at));
        var customer = first;
        for (var consent : consents) {
            var changed = customer.consent(consent, at);
            customer = Objects.requireNonNull(Customer.fold(customer, changed));
            events.add(changed);
        }
        return events;
    }
}
