package io.crmesh.customer.registry.rows;

import io.crmesh.customer.consent.ConsentState;
import io.crmesh.customer.consent.GivenConsent;
import io.crmesh.customer.registry.Customer;
import io.crmesh.customer.registry.Customer.Ownership;
import io.crmesh.customer.registry.CustomerEvent;
import io.crmesh.customer.registry.Registration;
import io.crmesh.customer.registry.profile.ChangeCustomer;
import io.crmesh.customer.registry.profile.ChangeCustomer.Joining;
import io.crmesh.customer.registry.profile.PersonName;
import io.crmesh.customer.registry.profile.Profile;
import io.crmesh.customer.registry.profile.Provenance;
import io.crmesh.customer.registry.profile.Stage;
import io.crmesh.customer.text.Texts;
import io.crmesh.platform.store.ExternalId;
import io.crmesh.web.FieldError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Policy: what a row changes at a customer. The row of an export says what its fields are from now on; the row of another
 * system comes first in each list, and drops nothing; the row of a customer who is known by an address or a
 * name alone adds what is missing.
 *
 * @param organization that the person works for, if the row says so
 */
record RowChange(RowData row, RowMatch.By by, @Nullable String organization, Provenance.Origin origin) {

    private static final String EVIDENCE = "IMPORT";
    private static final List<String> BIRTH = List.of("birthDate", "birthday", "birthYear");

    private static final List<String> NAMES = List.of("name.given", "name.middle", "name.family", "name.legal");

    static RowChange of(RowData row, RowMatch match, @Nullable Employer employer, Provenance.Origin origin) {
        return new RowChange(row, match.by(), employer == null ? null : employer.id(), origin);
    }

    /** What follows for one customer: the events, and what the row says in vain. */
    static final class Effects {

        private final List<CustomerEvent> events = new ArrayList<>();
        private final List<FieldError> warnings = new ArrayList<>();
        private Customer customer;

        private Effects(Customer customer) {
            this.customer = customer;
        }

        private void add(CustomerEvent event) {
            events.add(event);
            customer = Objects.requireNonNull(Customer.fold(customer, event));
        }

        private void warn(String field, String message) {
            warnings.add(new FieldError(field, message));
        }

        List<CustomerEvent> events() {
            return List.copyOf(events);
        }

        List<FieldError> warnings() {
            return List.copyOf(warnings);
        }

        /** The customer after the events. */
        Customer customer() {
            return customer;
        }
    }

    /** What the row changes at a customer who is known. */
    Effects at(Customer known) {
        var effects = new Effects(known);
        warnOfIdentity(effects, known);
        known.change(profile(known), origin, now()).ifPresent(effects::add);
        known.assignOwner(ownership(known.ownership()), now()).ifPresent(effects::add);
        follow(effects, now());
        return effects;
    }

    /** What objections change at a customer, of whom the row says nothing else. */
    static Effects objecting(Customer known, List<GivenConsent> objections, Instant now) {
        var effects = new Effects(known);
        objections.forEach(given -> consent(effects, given, now));
        return effects;
    }

    /** The registration of a new customer, before its stage and its consents. */
    Registration registration() {
        var fields = row.fields();
        var stage = fields.stage() == null ? Stage.LEAD : fields.stage().beginning();
        return Registration.of(fields, row.kindOfNew(), stage, given(), row.registeredAt());
    }

    private Profile given() {
        return organization == null ? row.profile() : row.profile().workingFor(organization);
    }

    /** What the row says beyond the registration of a new customer, which is the first event. */
    Effects after(CustomerEvent registered) {
        var effects = new Effects(Objects.requireNonNull(Customer.fold(null, registered)));
        effects.events.add(registered);
        follow(effects, row.registeredAt());
        return effects;
    }

    private Instant now() {
        return origin.recordedAt();
    }

    private void follow(Effects effects, Instant at) {
        move(effects, at);
        row.consents().stream()
                .sorted(Comparator.comparing(given -> given.state().isObjection())) // a row may say both
                .forEach(given -> consent(effects, given, at));
    }

    private void move(Effects effects, Instant at) {
        var to = row.fields().stage();
        var from = effects.customer.lifecycle().stage();
        if (to == null || to == from) {
            return;
        }
        var way = from.wayTo(to);
        if (way.isEmpty()) {
            effects.warn("stage", "stays %s, from which no customer becomes %s".formatted(from, to));
        }
        way.forEach(next -> effects.add(effects.customer.move(next, EVIDENCE, at)));
    }

    private static void consent(Effects effects, GivenConsent given, Instant at) {
        effects.customer.report(given, at).ifPresent(effects::add);
        var now = effects.customer.consentTo(given.purpose(), given.channel());
        if (given.state() == ConsentState.GRANTED && now != ConsentState.GRANTED) {
            effects.warn(
                    "consent.%s.%s".formatted(given.purpose(), given.channel()),
                    "stays %s, which a file does not take back".formatted(now));
        }
    }

    private Ownership ownership(Ownership current) {
        var fields = row.fields();
        return new Ownership(
                fields.owner() == null ? current.owner() : fields.owner(),
                fields.team() == null ? current.team() : fields.team(),
                fields.territory() == null ? current.territory() : fields.territory());
    }

    private void warnOfIdentity(Effects effects, Customer known) {
        if (isOfAnotherKind(known)) {
            effects.warn("kind", "stays " + known.kind());
        }
        if (row.number() != null && !row.number().equals(known.identity().crmNumber())) {
            effects.warn("crmNumber", "stays as it is");
        }
        var external = known.identity().externalId();
        if (row.externalId() != null && by == RowMatch.By.OWN_ID && !isIdOf(external)) {
            effects.warn("externalId", "stays as it is");
        }
    }

    /** An export names the id of whichever system. */
    private boolean isIdOf(@Nullable ExternalId external) {
        var given = row.externalId();
        return external != null && given != null && external.id().equals(given.id());
    }

    private boolean isOfAnotherKind(Customer known) {
        return row.fields().kind() != null && row.fields().kind() != known.kind();
    }

    private Profile profile(Customer known) {
        var current = known.profile();
        var named = named(current);
        if (isOfAnotherKind(known)) {
            named.removeIf(field -> field.startsWith("name")); // it is the name of somebody else
        }
        return new ChangeCustomer(row.fields(), Set.copyOf(named)).appliedTo(current, given(), joining());
    }

    private Joining joining() {
        return switch (by) {
            case OWN_ID -> Joining.KEEP;
            case EXTERNAL_ID -> Joining.AHEAD;
            case CONTACT, NAME, NOTHING -> Joining.BEHIND;
        };
    }

    private Set<String> named(Profile current) {
        var named = new HashSet<>(row.named());
        if (organization != null) {
            named.add("organizationId");
        }
        if (BIRTH.stream().anyMatch(named::contains)) {
            if (isKnownBirth(current)) {
                BIRTH.forEach(named::remove);
            } else {
                named.addAll(BIRTH);
            }
        }
        if (current.hasNameOfContact()) {
            if (NAMES.stream().anyMatch(named::contains)) {
                named.add("name.nickname"); // a name takes its place
            }
        } else if (joining() == Joining.BEHIND) {
            named.removeAll(knownParts(current.name()));
        }
        return named;
    }

    /** Whether the row says of the birth only what is known more exactly. */
    private boolean isKnownBirth(Profile current) {
        var given = row.profile();
        var known = current.birthDate();
        return known != null
                && given.birthDate() == null
                && (given.birthYear() == null || given.birthYear() == known.getYear())
                && (given.birthday() == null
                        || known.toString().endsWith(given.birthday().substring(1)));
    }

    private Set<String> knownParts(PersonName current) {
        var known = new HashSet<String>();
        var legal = row.profile().name().legal();
        if (current.legal() != null || (legal != null && Texts.folded(legal).equals(Texts.folded(current.display())))) {
            known.add("name.legal");
        }
        if (current.given() != null) {
            known.add("name.given");
        }
        if (current.middle() != null) {
            known.add("name.middle");
        }
        if (current.family() != null) {
            known.add("name.family");
        }
        if (current.nickname() != null) {
            known.add("name.nickname");
        }
        return known;
    }
}
