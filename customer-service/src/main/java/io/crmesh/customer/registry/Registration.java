package io.crmesh.customer.registry;

import io.crmesh.customer.consent.GivenConsent;
import io.crmesh.customer.number.CrmNumber;
import io.crmesh.customer.registry.Customer.Ownership;
import io.crmesh.customer.registry.CustomerEvent.CustomerRegistered;
import io.crmesh.customer.registry.profile.CustomerFields;
import io.crmesh.customer.registry.profile.Kind;
import io.crmesh.customer.registry.profile.Profile;
import io.crmesh.customer.registry.profile.ProfileReader;
import io.crmesh.customer.registry.profile.Provenance;
import io.crmesh.customer.registry.profile.Source;
import io.crmesh.customer.registry.profile.Stage;
import io.crmesh.customer.text.Texts;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.document.RecordOwner;
import io.crmesh.platform.store.ExternalId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Value object: a new customer's data, checked as far as possible without reading other customers. */
public record Registration(
        Kind kind,
        Stage stage,
        @Nullable ExternalId externalId,
        @Nullable ChosenNumber chosenNumber,
        Ownership ownership,
        @Nullable Source source,
        List<GivenConsent> consents,
        Profile profile,
        Instant at) {

    /** In the place of a number, where no customer comes about. */
    public static final CrmNumber NO_NUMBER = CrmNumber.of(0);

    /** A CRM number that was chosen by hand, and why. */
    public record ChosenNumber(CrmNumber number, String reason) {}

    /** The registration that a caller asks for. */
    public static Registration of(CustomerFields fields, Instant now) {
        var at = registeredAt(fields, now);
        var stage = Objects.requireNonNullElse(fields.stage(), Stage.LEAD);
        if (!stage.isFirst()) {
            throw new Impossible("stage", "is not a stage at which a customer can be registered");
        }
        if (fields.kind() == null) {
            throw new Impossible("kind", "must not be null");
        }
        var registration = of(fields, fields.kind(), stage, ProfileReader.read(fields), at);
        var _ = registration.events(
                "cus_", NO_NUMBER, new Provenance.Origin("", now)); // refused before a number is taken
        return registration;
    }

    /** A registration whose kind, stage and profile were decided before. */
    public static Registration of(CustomerFields fields, Kind kind, Stage stage, Profile profile, Instant at) {
        return new Registration(
                kind,
                stage,
                external(fields),
                number(fields),
                new Ownership(fields.owner(), fields.team(), fields.territory()),
                fields.source(),
                consents(fields),
                profile,
                at);
    }

    /** When the customer became known. Neither that nor a consent may lie in the future. */
    public static Instant registeredAt(CustomerFields fields, Instant now) {
        var at = Objects.requireNonNullElse(fields.registeredAt(), now);
        if (at.isAfter(now)) {
            throw new Impossible("registeredAt", "must not lie in the future");
        }
        var consents = consents(fields);
        for (int i = 0; i < consents.size(); i++) {
            var said = consents.get(i).at();
            if (said != null && said.isAfter(now)) {
                throw new Impossible("consents[%d].at".formatted(i), "must not lie in the future");
            }
        }
        return at;
    }

    public static List<GivenConsent> consents(CustomerFields fields) {
        return fields.consents() == null ? List.of() : List.copyOf(fields.consents());
    }

    /** The same, owned by this person unless it names an owner or a team. */
    Registration ownedByDefault(String person) {
        return ownership.owner() != null || ownership.team() != null
                ? this
                : new Registration(
                        kind,
                        stage,
                        externalId,
                        chosenNumber,
                        new Ownership(person, null, ownership.territory()),
                        source,
                        consents,
                        profile,
                        at);
    }

    /** The owner that the customer will have. */
    RecordOwner ownerOf(String id) {
        return ownership.of(id);
    }

    public static @Nullable ExternalId external(CustomerFields fields) {
        var external = fields.externalId();
        return external == null
                ? null
                : new ExternalId(external.system().strip(), external.id().strip());
    }

    public static @Nullable ChosenNumber number(CustomerFields fields) {
        var typed = Texts.stripped(fields.crmNumber());
        if (typed == null) {
            return null;
        }
        var reason = Texts.stripped(fields.crmNumberReason());
        if (reason == null) {
            throw new Impossible("crmNumberReason", "must say why the number is chosen by hand");
        }
        return new ChosenNumber(CrmNumber.parse("crmNumber", typed), reason);
    }

    /** The events of a registration: the registration itself, then each consent. */
    List<CustomerEvent> events(String id, CrmNumber number, Provenance.Origin origin) {
        var events = new ArrayList<CustomerEvent>();
        events.add(event(id, number, origin));
        var customer = Objects.requireNonNull(Customer.fold(null, events.getFirst()));
        for (var consent : consents) {
            var changed = customer.consent(consent, at);
            customer = Objects.requireNonNull(Customer.fold(customer, changed));
            events.add(changed);
        }
        return events;
    }

    /** The registration itself. */
    public CustomerRegistered event(String id, CrmNumber number, Provenance.Origin origin) {
        var first = new Customer(
                id,
                new Customer.Identity(
                        number, chosenNumber == null ? null : chosenNumber.reason(), List.of(), externalId),
                kind,
                profile,
                Customer.Lifecycle.begin(stage, source, at),
                ownership,
                List.of(),
                Provenance.after(List.of(), profile.filled(), origin));
        return Customer.register(first, at, origin.recordedAt());
    }
}
