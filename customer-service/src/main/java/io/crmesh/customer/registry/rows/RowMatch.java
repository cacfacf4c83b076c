package io.crmesh.customer.registry.rows;

import io.crmesh.customer.consent.Consent.Channel;
import io.crmesh.customer.registry.Customer;
import io.crmesh.customer.registry.Customers;
import io.crmesh.customer.registry.profile.Kind;
import io.crmesh.customer.registry.profile.Profile;
import io.crmesh.customer.text.Texts;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.store.AggregateType.Token;
import io.crmesh.platform.store.ExternalId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Value object: which customer a row means.
 *
 * @param known null if the row's customer is a new one
 * @param possibleDuplicates the ids of other customers who have the same e-mail address or telephone number
 */
record RowMatch(By by, @Nullable Customer known, List<String> possibleDuplicates) {

    /** By what a row's customer is known. */
    enum By {
        OWN_ID,
        EXTERNAL_ID,
        CONTACT,
        /** An organization of the same name, which nothing tells apart from the row's. */
        NAME,
        NOTHING
    }

    private static final int MOST_DUPLICATES = 10;

    /**
     * Finds the customer of a row: by our own id or number, else by the id in the system that the file is from, else by an
     * e-mail address or telephone number together with a name that may be the same. A person is never an organization.
     *
     * @param newId the id that the row's customer gets if they are new
     * @param idOfOrganization the id of an organization that is registered by its folded name
     */
    static RowMatch of(RowData row, String newId, RowCustomers customers, UnaryOperator<String> idOfOrganization) {
        var own = own(row, customers);
        if (own.isPresent()) {
            return new RowMatch(By.OWN_ID, own.get(), List.of());
        }
        var external = row.externalId() == null ? Optional.<Customer>empty() : erasable("externalId", newId, customers);
        if (external.isPresent()) {
            checkSystem(row, external.get());
            return new RowMatch(By.EXTERNAL_ID, external.get(), List.of());
        }
        var sharing = sharing(row, customers);
        if (sharing.stream().anyMatch(customer -> customer.id().equals(newId))) {
            return new RowMatch(By.NOTHING, null, duplicates(sharing, newId)); // it was registered by this very row
        }
        var same = sharing.stream()
                .filter(customer -> isSame(row, customer))
                .min(Comparator.comparing(customer -> customer.profile().hasNameOfContact()));
        return same.map(customer -> new RowMatch(By.CONTACT, customer, duplicates(sharing, customer.id())))
                .or(() -> named(row, newId, customers, idOfOrganization)
                        .map(customer -> new RowMatch(By.NAME, customer, duplicates(sharing, customer.id()))))
                .orElseGet(() -> new RowMatch(By.NOTHING, null, duplicates(sharing, newId)));
    }

    /**
     * The organization of the row's name, unless it may be another one: those of one name in two cities, or with two
     * telephones, may be two.
     */
    private static Optional<Customer> named(
            RowData row, String newId, RowCustomers customers, UnaryOperator<String> idOfOrganization) {
        var name = Texts.folded(row.profile().name().display());
        if (row.kindOfNew() != Kind.ORGANIZATION || name.isEmpty()) {
            return Optional.empty();
        }
        var ofPeople = ofPeople(row, idOfOrganization.apply(name), customers);
        if (ofPeople.isPresent() || row.externalId() != null) {
            return ofPeople;
        }
        var called = customers.organizations(name).stream()
                .filter(known -> isSame(row, known) && !isElsewhere(row, known))
                .filter(known -> !known.id().equals(newId)) // it was registered by this very row
                .toList();
        var bare =
                called.stream().filter(known -> !hasContacts(known.profile())).findFirst();
        return bare.isPresent() || hasContacts(row.profile()) || called.size() != 1
                ? bare
                : Optional.of(called.getFirst());
    }

    private static boolean isElsewhere(RowData row, Customer known) {
        var here = row.profile().mainAddress();
        var there = known.profile().mainAddress();
        return here != null
                && there != null
                && here.city() != null
                && there.city() != null
                && !Texts.folded(here.city()).equals(Texts.folded(there.city()));
    }

    /** The organization that was registered because people work for it. */
    private static Optional<Customer> ofPeople(RowData row, String id, RowCustomers customers) {
        try {
            return customers
                    .byId(id)
                    .filter(known ->
                            isSame(row, known) && (!hasContacts(row.profile()) || !hasContacts(known.profile())));
        } catch (Gone _) {
            return Optional.empty();
        }
    }

    private static boolean hasContacts(Profile profile) {
        return !profile.emails().isEmpty() || !profile.phones().isEmpty();
    }

    private static Optional<Customer> own(RowData row, RowCustomers customers) {
        var numbered = row.number() == null ? Optional.<Customer>empty() : customers.byNumber(row.number());
        if (row.customerId() == null) {
            return numbered;
        }
        var named = erasable("customerId", row.customerId(), customers);
        if (named.isEmpty()) {
            throw new Impossible("customerId", "is not the id of a customer");
        }
        if (numbered.isPresent() && !numbered.get().id().equals(named.get().id())) {
            throw new Impossible("crmNumber", "is another customer's");
        }
        return named;
    }

    /** Ids of files of several systems may be the same number for different people, unless the system is named. */
    private static void checkSystem(RowData row, Customer known) {
        var external = row.externalId();
        if (external != null && external.system().equals(CustomerRow.UNNAMED_SYSTEM) && !mayBeCalled(row, known)) {
            throw new Impossible(
                    "externalId",
                    "is the id of a customer of another name: upload the file with ?system=, the system of its ids");
        }
    }

    private static Optional<Customer> erasable(String field, String id, RowCustomers customers) {
        try {
            return customers.byId(id);
        } catch (Gone _) {
            throw new Impossible(field, "names a customer who was erased");
        }
    }

    /** Those with the same e-mail address first, since many people may share a telephone. */
    private static List<Customer> sharing(RowData row, RowCustomers customers) {
        var byMail = sharing(mails(row.profile()), row, customers);
        if (byMail.stream().anyMatch(customer -> isSame(row, customer))) {
            return byMail;
        }
        var all = new ArrayList<>(byMail);
        sharing(phones(row.profile()), row, customers).stream()
                .filter(customer ->
                        byMail.stream().noneMatch(other -> other.id().equals(customer.id())))
                .forEach(all::add);
        return all;
    }

    private static List<Customer> sharing(List<Token> contacts, RowData row, RowCustomers customers) {
        return contacts.isEmpty()
                ? List.of()
                : customers.sharing(contacts).stream()
                        .filter(customer -> customer.kind() == row.kindOfNew())
                        .sorted(Comparator.comparing(Customer::id))
                        .toList();
    }

    /** By what the row's customer is reached on this channel. */
    static List<Token> contacts(Channel channel, RowData row) {
        return switch (channel) {
            case EMAIL -> mails(row.profile());
            case SMS, PHONE -> phones(row.profile());
            case PUSH, POST -> List.of();
        };
    }

    private static List<Token> mails(Profile profile) {
        return profile.emails().stream()
                .map(email -> Customers.email(email.value()))
                .toList();
    }

    private static List<Token> phones(Profile profile) {
        return profile.phones().stream()
                .map(phone -> Customers.phone(phone.e164()))
                .toList();
    }

    private static boolean isSame(RowData row, Customer customer) {
        return mayBeCalled(row, customer)
                && !isAnotherOfSystem(row.externalId(), customer.identity().externalId());
    }

    /** Who is called by an address has a name that is not known yet. */
    private static boolean mayBeCalled(RowData row, Customer customer) {
        return customer.profile().hasNameOfContact()
                || SameName.mayBe(row.profile().name(), customer.profile().name());
    }

    /** Two ids in one system are two customers. */
    private static boolean isAnotherOfSystem(@Nullable ExternalId one, @Nullable ExternalId other) {
        return one != null && other != null && one.system().equals(other.system()) && !one.equals(other);
    }

    private static List<String> duplicates(List<Customer> sharing, String self) {
        return sharing.stream()
                .map(Customer::id)
                .filter(id -> !id.equals(self))
                .limit(MOST_DUPLICATES)
                .toList();
    }
}
