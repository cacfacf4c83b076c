package io.crmesh.customer.registry.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.crmesh.customer.consent.Consent.Channel;
import io.crmesh.customer.consent.Consent.Purpose;
import io.crmesh.customer.consent.ConsentState;
import io.crmesh.customer.consent.GivenConsent;
import io.crmesh.customer.contact.Phone;
import io.crmesh.customer.registry.Customer;
import io.crmesh.customer.registry.Customers;
import io.crmesh.customer.registry.profile.CustomerFields;
import io.crmesh.customer.registry.profile.CustomerFields.AddressText;
import io.crmesh.customer.registry.profile.CustomerFields.EmailText;
import io.crmesh.customer.registry.profile.CustomerFields.External;
import io.crmesh.customer.registry.profile.CustomerFields.Name;
import io.crmesh.customer.registry.profile.CustomerFields.PhoneText;
import io.crmesh.customer.registry.profile.Kind;
import io.crmesh.customer.registry.profile.PersonName;
import io.crmesh.customer.registry.profile.Stage;
import io.crmesh.customer.registry.rows.RowRegistration.RegisteredRow;
import io.crmesh.customer.registry.rows.RowRegistration.Result;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.event.Actor;
import io.crmesh.platform.event.Mode;
import io.crmesh.platform.testing.ServiceTest;
import io.crmesh.web.FieldError;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Which customer a row means, and what it changes. Each row is tried in a dry run first, which must say the same. */
@ServiceTest
class RowRegistrationTest {

    private static final AccessScope ALL = new AccessScope.All();

    @Autowired
    RowRegistration rows;

    @Autowired
    Customers customers;

    private String mail = "";
    private String phone = "";

    @BeforeEach
    void choose() {
        mail = "ann-" + UUID.randomUUID() + "@example.com";
        phone = "+4930" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
    }

    @Test
    void suppressionReachesKnownCustomer() {
        var known = imported(row().person("Ann", "Lee").mail(mail).says(ConsentState.GRANTED));

        var suppressed = imported(row().mail(mail).says(ConsentState.DENIED));

        assertThat(suppressed.result()).isEqualTo(Result.UPDATED);
        assertThat(suppressed.customer()).isEqualTo(known.customer());
        assertThat(consent(known)).isEqualTo(ConsentState.WITHDRAWN);
    }

    @Test
    void consentOfFileNeverTakesBackRefusal() {
        var known = imported(row().person("Ann", "Lee").mail(mail).says(ConsentState.DENIED));

        var granted = imported(row().mail(mail).says(ConsentState.GRANTED));

        assertThat(granted.result()).isEqualTo(Result.DUPLICATE);
        assertThat(granted.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.field()).isEqualTo("consent.MARKETING.EMAIL"));
        assertThat(consent(known)).isEqualTo(ConsentState.DENIED);
    }

    @Test
    void objectionByAddressReachesAllWhoHaveIt() {
        var ann = imported(row().person("Ann", "Lee").mail(mail).says(ConsentState.GRANTED));
        var bob = imported(row().person("Bob", "Ray").mail(mail).says(ConsentState.GRANTED));
        var shop = imported(row().legal("Lee").mail(mail).with(fields -> fields.kind(Kind.ORGANIZATION)));

        var objected = imported(row().person("Bob", "Ray").mail(mail).says(ConsentState.DENIED));
        var again = imported(row().person("Bob", "Ray").mail(mail).says(ConsentState.DENIED));

        assertThat(objected.customer()).isEqualTo(bob.customer());
        assertThat(consent(bob)).isEqualTo(ConsentState.WITHDRAWN);
        assertThat(consent(ann)).isEqualTo(ConsentState.WITHDRAWN);
        assertThat(consent(shop)).isEqualTo(ConsentState.DENIED);
        assertThat(again.result()).isEqualTo(Result.DUPLICATE);
    }

    @Test
    void objectionReachesEachOfManyWhoShareAnAddress() {
        var all = IntStream.range(0, 120)
                .mapToObj(n -> rows.register(
                        command(),
                        row().person("Ann" + n, "Lee" + n)
                                .mail(mail)
                                .says(ConsentState.GRANTED)
                                .external(n + mail)
                                .said()))
                .toList();

        var _ = imported(row().person("Cleo", "Fox").mail(mail).says(ConsentState.DENIED));

        assertThat(all).allSatisfy(one -> assertThat(consent(one)).isEqualTo(ConsentState.WITHDRAWN));
    }

    @Test
    void objectionThatIsNewsForAnotherCustomerAloneIsAnUpdate() {
        var bob = imported(row().person("Bob", "Ray").mail(mail).says(ConsentState.DENIED));
        var ann = imported(row().person("Ann", "Lee").mail(mail).says(ConsentState.GRANTED));

        var again = imported(row().person("Bob", "Ray").mail(mail).says(ConsentState.DENIED));

        assertThat(again.result()).isEqualTo(Result.UPDATED);
        assertThat(again.customer()).isEqualTo(bob.customer());
        assertThat(consent(ann)).isEqualTo(ConsentState.WITHDRAWN);
    }

    @Test
    void objectionOfRowWithOwnIdIsThatCustomersAlone() {
        var ann = imported(row().person("Ann", "Lee").mail(mail).says(ConsentState.GRANTED));
        var bob = imported(row().person("Bob", "Ray").mail(mail).says(ConsentState.GRANTED));

        var _ = imported(row().mail(mail).says(ConsentState.DENIED).of(bob.customer(), null));

        assertThat(consent(bob)).isEqualTo(ConsentState.WITHDRAWN);
        assertThat(consent(ann)).isEqualTo(ConsentState.GRANTED);
    }

    @Test
    void refusalInRowWinsOverConsentInSameRow() {
        var known = imported(row().person("Ann", "Lee")
                .mail(mail)
                .says(ConsentState.WITHDRAWN)
                .says(ConsentState.GRANTED));

        assertThat(consent(known)).isEqualTo(ConsentState.WITHDRAWN);
    }

    @Test
    void consentKeepsItsTimeAndEvidence() {
        var at = Instant.parse("2021-03-04T05:06:07Z");
        var given = new GivenConsent(
                Purpose.MARKETING, Channel.EMAIL, ConsentState.GRANTED, null, null, "form 17", "IMPORT", at);

        var known = imported(row().person("Ann", "Lee").mail(mail).with(fields -> fields.consents(List.of(given))));

        assertThat(of(known).consents()).singleElement().satisfies(consent -> {
            assertThat(consent.since()).isEqualTo(at);
            assertThat(consent.evidence()).isEqualTo("form 17");
        });
    }

    @Test
    void knownCustomerGetsStageOwnerPhonesAndTags() {
        var known = imported(row().person("Ann", "Lee").mail(mail).tag("old"));

        var updated = imported(row().person("Ann", "Lee")
                .mail(mail)
                .phone(phone)
                .tag("new")
                .with(fields -> fields.stage(Stage.CUSTOMER).owner("eve")));

        assertThat(updated.result()).isEqualTo(Result.UPDATED);
        var customer = of(known);
        assertThat(customer.lifecycle().stage()).isEqualTo(Stage.CUSTOMER);
        assertThat(customer.ownership().owner()).isEqualTo("eve");
        assertThat(customer.profile().phones()).extracting(Phone::e164).containsExactly(phone);
        assertThat(customer.profile().tags()).containsExactly("old", "new");
    }

    @Test
    void unreachableStageStaysWithWarning() {
        var known = imported(row().person("Ann", "Lee").mail(mail).with(fields -> fields.stage(Stage.CUSTOMER)));

        var again = imported(row().mail(mail).with(fields -> fields.stage(Stage.LEAD)));

        assertThat(again.result()).isEqualTo(Result.DUPLICATE);
        assertThat(again.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.field()).isEqualTo("stage"));
        assertThat(of(known).lifecycle().stage()).isEqualTo(Stage.CUSTOMER);
    }

    @Test
    void customerWhoIsLostIsRegisteredAsLost() {
        var lost = imported(row().person("Ann", "Lee").mail(mail).with(fields -> fields.stage(Stage.LOST)));

        assertThat(lost.result()).isEqualTo(Result.CREATED);
        assertThat(of(lost).lifecycle().stage()).isEqualTo(Stage.LOST);
    }

    @Test
    void sharedPhoneMakesTwoPeopleAndPossibleDuplicate() {
        var ann = imported(row().person("Ann", "Lee").phone(phone));

        var bob = imported(row().person("Bob", "Lee").phone(phone));

        assertThat(bob.result()).isEqualTo(Result.CREATED);
        assertThat(bob.customer()).isNotEqualTo(ann.customer());
        assertThat(bob.possibleDuplicates()).containsExactly(ann.customer());
    }

    @Test
    void sharedMailOfAnotherPersonMakesTwoPeople() {
        var ann = imported(row().person("Ann", "Lee").mail(mail));

        var bob = imported(row().person("Bob", "Ray").mail(mail));

        assertThat(bob.result()).isEqualTo(Result.CREATED);
        assertThat(bob.possibleDuplicates()).containsExactly(ann.customer());
    }

    @Test
    void knownCustomersRowNamesOthersWithSameMail() {
        var ann = imported(row().person("Ann", "Lee").mail(mail));
        var bob = imported(row().person("Bob", "Ray").mail(mail));

        var again = imported(row().person("Bob", "Ray").mail(mail));

        assertThat(again.customer()).isEqualTo(bob.customer());
        assertThat(again.possibleDuplicates()).containsExactly(ann.customer());
    }

    @Test
    void compatibleNamesAreOnePerson() {
        var ann = imported(row().person("Ann", "Lee").mail(mail));

        var others = List.of(
                row().person("A.", "Lee").mail(mail.toUpperCase(Locale.ROOT)),
                row().legal("Lee, Ann").mail(" " + mail),
                row().legal("ann lee").mail(mail));

        assertThat(others)
                .allSatisfy(row -> assertThat(imported(row).customer()).isEqualTo(ann.customer()));
    }

    @Test
    void nameTakesThePlaceOfWhatCustomerWasCalledByTheAddress() {
        var known =
                imported(row().nickname(mail.substring(0, mail.indexOf('@'))).mail(mail));

        var named = imported(row().person("Bob", "Ray").mail(mail));

        assertThat(named.result()).isEqualTo(Result.UPDATED);
        assertThat(named.customer()).isEqualTo(known.customer());
        assertThat(of(known).profile().name()).isEqualTo(new PersonName("Bob", null, "Ray", null, null));
    }

    @Test
    void customerOfThatNameComesBeforeOneWhoIsCalledByTheAddress() {
        var bob = imported(row().person("Bob", "Ray").mail(mail));
        var _ = imported(
                row().nickname(mail.substring(0, mail.indexOf('@'))).mail(mail).external("1-" + mail));

        var again = imported(row().person("Bob", "Ray").mail(mail));

        assertThat(again.result()).isEqualTo(Result.DUPLICATE);
        assertThat(again.customer()).isEqualTo(bob.customer());
    }

    @Test
    void whatCustomerIsCalledByTheAddressIsNotStoredReadably(@Autowired MongoDatabase database) {
        var local = mail.substring(0, mail.indexOf('@'));
        var known = imported(row().nickname(local).mail(mail));

        var stored = database.getCollection("customers", BsonDocument.class)
                .find(Filters.eq("_id", known.customer()))
                .first();

        assertThat(Objects.requireNonNull(stored).getDocument("find").toJson()).doesNotContain(local.substring(4, 12));
    }

    @Test
    void personNeverMatchesOrganization() {
        var shop = imported(row().legal("Lee").phone(phone).with(fields -> fields.kind(Kind.ORGANIZATION)));

        var ann = imported(row().person("Ann", "Lee").phone(phone));

        assertThat(ann.result()).isEqualTo(Result.CREATED);
        assertThat(ann.customer()).isNotEqualTo(shop.customer());
        assertThat(ann.possibleDuplicates()).isEmpty();
    }

    @Test
    void rowWithOwnIdSaysWhatTheFieldsAreFromNowOn() {
        var known = imported(row().person("Ann", "Lee").mail(mail, "second-" + mail));
        var edited = row().person("Anna", "Ray").mail("second-" + mail);

        var updated = imported(edited.of(known.customer(), null));

        assertThat(updated.result()).isEqualTo(Result.UPDATED);
        assertThat(updated.customer()).isEqualTo(known.customer());
        assertThat(of(known).profile().name().display()).isEqualTo("Anna Ray");
        assertThat(of(known).profile().emails()).hasSize(1);
    }

    @Test
    void personIsNotRenamedByTheRowOfACompany() {
        var known = imported(row().person("Ann", "Lee").mail(mail).external("1-" + mail));
        var company = row().legal("Acme").phone(phone).with(fields -> fields.kind(Kind.ORGANIZATION));

        for (var row : List.of(
                company.of(known.customer(), null),
                company.external("1-" + mail).said())) {
            var updated = imported(row);

            assertThat(updated.customer()).isEqualTo(known.customer());
            assertThat(updated.warnings()).extracting(FieldError::field).contains("kind");
            assertThat(of(known).kind()).isEqualTo(Kind.PERSON);
            assertThat(of(known).profile().name().display()).isEqualTo("Ann Lee");
        }
    }

    @Test
    void rowWithOwnNumberMeansItsCustomer() {
        var known = imported(row().person("Ann", "Lee").mail(mail));
        var number = of(known).identity().crmNumber().written();

        var updated = imported(row().person("Anna", "Ray")
                .with(fields -> fields.crmNumber(number).crmNumberReason("import")));

        assertThat(updated.result()).isEqualTo(Result.UPDATED);
        assertThat(updated.customer()).isEqualTo(known.customer());
    }

    @Test
    void unknownOwnIdIsRefused() {
        var unknown = "cus_" + "a".repeat(26);
        var row = row().person("Ann", "Lee").mail(mail);

        assertThatThrownBy(() -> imported(row.of(unknown, null)))
                .isInstanceOfSatisfying(
                        Impossible.class,
                        refusal ->
                                assertThat(refusal.errors().getFirst().field()).isEqualTo("customerId"));
    }

    @Test
    void externalIdComesBeforeContact() {
        var one = imported(row().person("Ann", "Lee").mail(mail).external("1-" + mail));

        var other = imported(row().person("Ann", "Lee").mail(mail).external("2-" + mail));
        var moved = imported(row().person("Ann", "Ray").mail("new-" + mail).external("1-" + mail));

        assertThat(other.result()).isEqualTo(Result.CREATED);
        assertThat(other.possibleDuplicates()).containsExactly(one.customer());
        assertThat(moved.customer()).isEqualTo(one.customer());
        assertThat(of(one).profile().emails().getFirst().value()).isEqualTo("new-" + mail);
    }

    @Test
    void sameIdOfUnnamedSystemWithAnotherNameIsRefused() {
        var ann = imported(row().person("Ann", "Lee").external("import", "1-" + mail));

        var again = imported(row().legal("Lee, Ann").external("import", "1-" + mail));

        assertThat(again.customer()).isEqualTo(ann.customer());
        assertThatThrownBy(() -> imported(row().person("Bob", "Ray").external("import", "1-" + mail)))
                .isInstanceOfSatisfying(
                        Impossible.class,
                        refusal ->
                                assertThat(refusal.errors().getFirst().field()).isEqualTo("externalId"));
    }

    @Test
    void companyWithoutContactIsTheSameWhenItsRowComesAgain() {
        var name = "Acme " + UUID.randomUUID();
        var first = imported(company(name));

        var again = imported(company(name.toUpperCase(Locale.ROOT)));
        var called = imported(company(name).phone(phone));
        var bare = imported(company(name));

        assertThat(again.result()).isEqualTo(Result.DUPLICATE);
        assertThat(called.result()).isEqualTo(Result.UPDATED);
        assertThat(bare.result()).isEqualTo(Result.DUPLICATE);
        assertThat(List.of(again, called, bare))
                .extracting(RegisteredRow::customer)
                .containsOnly(first.customer());
    }

    @Test
    void companiesThatSomethingTellsApartAreTwo() {
        var name = "Acme " + UUID.randomUUID();
        var berlin = imported(company(name).phone(phone).city("Berlin"));

        var york = imported(company(name).city("York"));
        var other =
                imported(company(name).phone(phone.replace("+4930", "+4940")).city("Berlin"));
        var numbered = imported(company(name).external("1-" + mail));

        assertThat(List.of(berlin, york, other, numbered))
                .extracting(RegisteredRow::customer)
                .doesNotHaveDuplicates();
    }

    private static Row company(String name) {
        return row().legal(name).with(fields -> fields.kind(Kind.ORGANIZATION));
    }

    @Test
    void companyIsRegisteredOnceByRowsAtTheSameTime() throws Exception {
        var company = "Acme " + UUID.randomUUID();
        var other = company.replace("Acme ", "ACME  ");
        var said = Stream.iterate(1, n -> n + 1)
                .limit(8)
                .map(n -> row().person("Ann" + n, "Lee").mail(n + mail).of(null, n % 2 == 0 ? company : other))
                .toList();

        var made = new HashSet<String>();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = said.stream()
                    .<Callable<RegisteredRow>>map(row -> () -> rows.register(command(), row))
                    .toList();
            for (Future<RegisteredRow> one : workers.invokeAll(tasks)) {
                made.add(String.valueOf(of(one.get()).profile().organizationId()));
            }
        }
        var later = imported(said.getFirst());

        assertThat(made).hasSize(1);
        assertThat(later.result()).isEqualTo(Result.DUPLICATE);
        var acme = customers.get(made.iterator().next(), ALL).state();
        assertThat(acme.kind()).isEqualTo(Kind.ORGANIZATION);
        assertThat(acme.profile().name().legal())
                .as("as the first of these rows spelt it, whichever that was")
                .isIn(company, other);
    }

    @Test
    void rowAgainAfterKillIsAnsweredAsTheFirstTime() {
        var plain = row().person("Ann", "Lee").mail(mail).said();
        var external = row().person("Bob", "Ray").external("3-" + mail).said();

        for (var row : List.of(plain, external)) {
            var command = command();
            var first = rows.register(command, row);

            assertThat(rows.register(command, row)).isEqualTo(first);
            assertThat(first.result()).isEqualTo(Result.CREATED);
        }
    }

    @Test
    void birthdayIsKnownWithoutYear() {
        var known =
                imported(row().person("Ann", "Lee").mail(mail).with(fields -> fields.birthday("--02-29"), "birthday"));
        var later = imported(row().mail(mail).with(fields -> fields.birthDate(LocalDate.of(1992, 2, 29)), "birthDate"));
        var again = imported(row().mail(mail).with(fields -> fields.birthday("--02-29"), "birthday"));

        assertThat(later.result()).isEqualTo(Result.UPDATED);
        assertThat(again.result()).isEqualTo(Result.DUPLICATE);
        assertThat(of(known).profile().birthday()).isNull();
    }

    /** What a row says. */
    private static final class Row {

        private CustomerFields.Builder fields = CustomerFields.builder();
        private final Set<String> named = new HashSet<>();
        private final List<GivenConsent> consents = new ArrayList<>();

        Row person(String given, String family) {
            fields = fields.name(new Name(given, null, family, null, null));
            return named("name", "name.given", "name.family");
        }

        Row legal(String name) {
            fields = fields.name(new Name(null, null, null, name, null));
            return named("name", "name.legal");
        }

        Row nickname(String name) {
            fields = fields.name(new Name(null, null, null, null, name));
            return named("name", "name.nickname");
        }

        Row mail(String... typed) {
            fields = fields.emails(Stream.of(typed).map(EmailText::new).toList());
            return named("emails");
        }

        Row phone(String typed) {
            fields = fields.phones(List.of(new PhoneText(typed, null)));
            return named("phones");
        }

        Row city(String city) {
            fields = fields.addresses(List.of(new AddressText(null, city, null, null, null)));
            return named("addresses");
        }

        Row tag(String tag) {
            fields = fields.tags(List.of(tag));
            return named("tags");
        }

        Row external(String id) {
            return external("shop", id);
        }

        Row external(String system, String id) {
            fields = fields.externalId(new External(system, id));
            return this;
        }

        Row says(ConsentState state) {
            consents.add(GivenConsent.of(Purpose.MARKETING, Channel.EMAIL, state, "IMPORT"));
            return this;
        }

        Row with(UnaryOperator<CustomerFields.Builder> more, String... names) {
            fields = more.apply(fields);
            return named(names);
        }

        private Row named(String... names) {
            named.addAll(List.of(names));
            return this;
        }

        CustomerRow said() {
            return of(null, null);
        }

        CustomerRow of(@Nullable String customerId, @Nullable String company) {
            if (!consents.isEmpty()) {
                fields = fields.consents(consents);
            }
            return new CustomerRow(customerId, company, fields.build(), named);
        }
    }

    private static Row row() {
        return new Row();
    }

    private RegisteredRow imported(Row row) {
        return imported(row.said());
    }

    private RegisteredRow imported(CustomerRow row) {
        var command = command();
        var expected = rows.dryRun().validate(command, row);
        var done = rows.register(command, row);
        assertThat(expected.result()).isEqualTo(done.result());
        assertThat(expected.warnings()).isEqualTo(done.warnings());
        assertThat(expected.possibleDuplicates()).isEqualTo(done.possibleDuplicates());
        return done;
    }

    private static Command command() {
        var id = UUID.randomUUID().toString();
        return new Command(id, id, null, new Actor(Actor.Kind.IMPORT, "imp_test"), Mode.IMPORT, id, null);
    }

    private Customer of(RegisteredRow row) {
        return customers.get(Objects.requireNonNull(row.customer()), ALL).state();
    }

    private ConsentState consent(RegisteredRow row) {
        return of(row).consentTo(Purpose.MARKETING, Channel.EMAIL);
    }
}
