package io.crmesh.customer.registry;

import static io.crmesh.customer.registry.SampleCustomer.NOW;
import static io.crmesh.customer.registry.SampleCustomer.ann;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.customer.consent.Consent;
import io.crmesh.customer.consent.Consent.Channel;
import io.crmesh.customer.consent.Consent.Purpose;
import io.crmesh.customer.consent.ConsentState;
import io.crmesh.customer.consent.GivenConsent;
import io.crmesh.customer.registry.Customer.Ownership;
import io.crmesh.customer.registry.CustomerEvent.CustomerReverted;
import io.crmesh.customer.registry.profile.Kind;
import io.crmesh.customer.registry.profile.PersonName;
import io.crmesh.customer.registry.profile.Profile;
import io.crmesh.customer.registry.profile.Provenance;
import io.crmesh.customer.registry.profile.Stage;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Refusal.RuleBroken;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CustomerTest {

    private static final Map<String, String> STAGES = Map.of(
            "LEAD", "DISQUALIFIED QUALIFIED",
            "QUALIFIED", "CUSTOMER DISQUALIFIED",
            "CUSTOMER", "DORMANT",
            "DORMANT", "CUSTOMER LOST",
            "LOST", "CUSTOMER",
            "DISQUALIFIED", "LEAD");

    private static final Map<String, String> CONSENTS = Map.of(
            "UNKNOWN", "DENIED GRANTED PENDING",
            "PENDING", "DENIED GRANTED",
            "GRANTED", "EXPIRED WITHDRAWN",
            "WITHDRAWN", "GRANTED",
            "DENIED", "GRANTED",
            "EXPIRED", "DENIED GRANTED");

    static Stream<Arguments> stages() {
        return Arrays.stream(Stage.values())
                .flatMap(from -> Arrays.stream(Stage.values()).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("stages")
    void stageMovesOnlyAlongTheLifeCycle(Stage from, Stage to) {
        var customer = ann().at(from);

        if (allowed(STAGES, from).contains(to.name())) {
            var moved = customer.move(to, "phone-call", NOW);
            assertThat(after(customer, moved).lifecycle().stage()).isEqualTo(to);
            assertThat(moved.from()).isEqualTo(from);
        } else {
            assertThatThrownBy(() -> customer.move(to, "phone-call", NOW))
                    .isInstanceOf(RuleBroken.class)
                    .hasMessageContaining(from.name())
                    .hasMessageContaining(to.name());
        }
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void purchaseMakesACustomerOfAnyoneWhoWasNone(Stage from) {
        var customer = ann().at(from);

        var moved = customer.purchase("ord_1", NOW.plusSeconds(1), NOW.plusSeconds(2));

        assertThat(moved.isPresent()).isEqualTo(from != Stage.CUSTOMER);
        moved.ifPresent(event -> {
            var lifecycle = after(customer, event).lifecycle();
            assertThat(lifecycle.stage()).isEqualTo(Stage.CUSTOMER);
            assertThat(lifecycle.stageEvidence()).isEqualTo("ord_1");
            assertThat(lifecycle.stageSince()).isEqualTo(NOW.plusSeconds(2));
        });
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void purchaseOfThePastWinsNoLostCustomerBack(Stage from) {
        var moved = ann().at(from).purchase("ord_1", NOW.minusSeconds(1), NOW);

        assertThat(moved.isPresent()).isEqualTo(from == Stage.LEAD || from == Stage.QUALIFIED);
    }

    static Stream<Arguments> consents() {
        return Arrays.stream(ConsentState.values())
                .flatMap(from -> Arrays.stream(ConsentState.values()).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("consents")
    void consentChangesOnlyAlongItsStates(ConsentState from, ConsentState to) {
        var customer = ann().withConsent(from).customer();
        var given = given(to, "a signed form");

        if (allowed(CONSENTS, from).contains(to.name())) {
            var changed = customer.consent(given, NOW);
            assertThat(after(customer, changed).consentTo(Purpose.MARKETING, Channel.EMAIL))
                    .isEqualTo(to);
            assertThat(changed.from()).isEqualTo(from);
        } else {
            assertThatThrownBy(() -> customer.consent(given, NOW))
                    .isInstanceOf(RuleBroken.class)
                    .hasMessageContaining(from.name());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ConsentState.class,
            names = {"WITHDRAWN", "DENIED", "EXPIRED"})
    void consentThatEndedIsGrantedAgainOnlyWithEvidence(ConsentState from) {
        var customer = ann().withConsent(from).customer();

        assertThatThrownBy(() -> customer.consent(given(ConsentState.GRANTED, " "), NOW))
                .isInstanceOf(Impossible.class)
                .hasMessageContaining("agreed");
        assertThat(after(customer, customer.consent(given(ConsentState.GRANTED, "a signed form"), NOW))
                        .consents())
                .extracting(Consent::evidence)
                .containsExactly("a signed form");
    }

    private static GivenConsent given(ConsentState state, String evidence) {
        return new GivenConsent(Purpose.MARKETING, Channel.EMAIL, state, null, null, evidence, "FORM", null);
    }

    static Stream<Arguments> consentsToAnything() {
        return Arrays.stream(Purpose.values())
                .flatMap(purpose -> Arrays.stream(ConsentState.values()).map(state -> Arguments.of(purpose, state)));
    }

    @ParameterizedTest
    @MethodSource("consentsToAnything")
    void withdrawnConsentStopsContactFromAnyState(Purpose purpose, ConsentState from) {
        var customer = ann().withConsentFor(purpose, from).customer();

        var withdrawn = customer.withdraw(purpose, Channel.EMAIL, "UNSUBSCRIBE", NOW)
                .map(event -> after(customer, event))
                .orElse(customer);

        assertThat(Contact.of(withdrawn, purpose, Channel.EMAIL).allowed()).isFalse();
        assertThat(withdrawn.withdraw(purpose, Channel.EMAIL, "UNSUBSCRIBE", NOW))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ConsentState.class)
    void marketingNeedsAGrantAndServiceOnlyNoRefusal(ConsentState state) {
        var customer = ann().withConsent(state).customer();
        var toService = ann().withConsentFor(Purpose.SERVICE, state).customer();

        assertThat(Contact.of(customer, Purpose.MARKETING, Channel.EMAIL).allowed())
                .isEqualTo(state == ConsentState.GRANTED);
        assertThat(Contact.of(toService, Purpose.SERVICE, Channel.EMAIL).allowed())
                .isEqualTo(state != ConsentState.WITHDRAWN && state != ConsentState.DENIED);
    }

    @Test
    void refusedContactTellsTheReason() {
        var silent = ann().customer();
        var gone = ann().withConsent(ConsentState.WITHDRAWN).customer();
        var unreachable =
                ann().withConsent(ConsentState.GRANTED).without("emails").customer();

        assertThat(Contact.of(silent, Purpose.MARKETING, Channel.EMAIL).reason())
                .isEqualTo(Contact.Reason.NO_CONSENT);
        assertThat(Contact.of(gone, Purpose.MARKETING, Channel.EMAIL).reason()).isEqualTo(Contact.Reason.WITHDRAWN);
        assertThat(Contact.of(unreachable, Purpose.MARKETING, Channel.EMAIL).reason())
                .isEqualTo(Contact.Reason.NO_ADDRESS);
    }

    @Test
    void changedFieldRecordsItsProvenance() {
        var customer = ann().customer();
        var patch = SampleCustomer.patch("{\"language\": \"de\", \"tags\": [\"vip\"]}");
        var origin = new Provenance.Origin("USER:bob", NOW);

        var changed = customer.change(patch.appliedTo(customer.profile()), origin, NOW)
                .orElseThrow();

        assertThat(changed.changed()).containsExactly("language", "tags");
        assertThat(after(customer, changed).provenance())
                .contains(new Provenance("language", "USER:bob", NOW))
                .doesNotContain(new Provenance("name", "USER:bob", NOW));
    }

    @Test
    void patchWithEqualValuesChangesNothing() {
        var customer = ann().customer();
        var patch = SampleCustomer.patch("{\"emails\": [{\"value\": \"ann@example.com\"}]}");

        assertThat(customer.change(patch.appliedTo(customer.profile()), new Provenance.Origin("USER:bob", NOW), NOW))
                .isEmpty();
    }

    @Test
    void patchMergesNameAndClearsFieldWithNull() {
        var profile = ann().customer().profile();

        var nicknamed =
                SampleCustomer.patch("{\"name\": {\"nickname\": \"Annie\"}}").appliedTo(profile);
        var nameless = SampleCustomer.patch("{\"name\": null}").appliedTo(profile);
        var silent = SampleCustomer.patch("{\"language\": null}").appliedTo(profile);

        assertThat(nicknamed.name()).isEqualTo(new PersonName(null, null, null, "Ann Lee", "Annie"));
        assertThat(silent.language()).isNull();
        assertThatThrownBy(() -> nameless.check(Kind.PERSON, LocalDate.EPOCH)).isInstanceOf(Impossible.class);
    }

    @Test
    void organizationWithBirthYearIsRefused() {
        var profile = SampleCustomer.patch("{\"birthYear\": 1990}")
                .appliedTo(ann().customer().profile());

        assertThatThrownBy(() -> profile.check(Kind.ORGANIZATION, LocalDate.of(2026, 1, 1)))
                .isInstanceOf(Impossible.class);
    }

    @Test
    void assignmentToTheSameOwnerChangesNothing() {
        var customer = ann().customer();
        var assigned = customer.assignOwner(new Ownership("usr_bob", "north", null), NOW)
                .orElseThrow();

        var after = after(customer, assigned);

        assertThat(after.ownership().owner()).isEqualTo("usr_bob");
        assertThat(after.assignOwner(new Ownership("usr_bob", "north", null), NOW))
                .isEmpty();
    }

    @Test
    void revertedRegistrationLeavesNoCustomer() {
        assertThat(Customer.fold(ann().customer(), new CustomerReverted(NOW))).isNull();
    }

    @Test
    void everyComponentOfProfileIsANamedField() {
        assertThat(Profile.FIELDS.keySet())
                .containsExactly(Arrays.stream(Profile.class.getRecordComponents())
                        .map(component -> component.getName())
                        .toArray(String[]::new));
    }

    @Test
    void publishedAttributesTellAgeInBandsOnly() {
        var born = SampleCustomer.patch("{\"birthDate\": \"1990-06-01\"}")
                .appliedTo(ann().customer().profile());

        var told = Attributes.of(ann().customer(), born, LocalDate.of(2026, 5, 1));

        assertThat(told.ageBand()).isEqualTo("35-44");
        assertThat(told.toString()).doesNotContain("1990").doesNotContain("Ann");
    }

    private static Customer after(Customer customer, CustomerEvent event) {
        return Objects.requireNonNull(Customer.fold(customer, event));
    }

    private static Set<String> allowed(Map<String, String> table, Enum<?> from) {
        return new TreeSet<>(
                Arrays.asList(Objects.requireNonNull(table.get(from.name())).split(" ")));
    }
}
