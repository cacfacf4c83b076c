package io.crmesh.customer.registry;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.ascending;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.crmesh.customer.consent.Consent.Channel;
import io.crmesh.customer.contact.ContactPoints;
import io.crmesh.customer.contact.Email;
import io.crmesh.customer.number.CrmNumber;
import io.crmesh.customer.registry.profile.Kind;
import io.crmesh.customer.registry.profile.PersonName;
import io.crmesh.customer.registry.profile.Stage;
import io.crmesh.customer.text.SearchWords;
import io.crmesh.customer.text.Texts;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Refusal.Unreadable;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.aggregate.Aggregates;
import io.crmesh.platform.auth.Caller;
import io.crmesh.platform.batching.RequestBatcher;
import io.crmesh.platform.store.AggregateType;
import io.crmesh.platform.store.AggregateType.Token;
import io.crmesh.platform.store.Stores;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Repository of customers. */
@Repository
public class Customers extends Aggregates<Customer, CustomerEvent> {

    static final String NUMBER = "crm-number";
    static final String EMAIL = "email";
    static final String PHONE = "phone";

    private static final String BIRTH = "birth";

    private static final int MOST_EMPLOYERS = 50;

    private static final String IMPORTED = "imported";
    private static final Bson STANDING = include("state.lifecycle.stage", "find." + IMPORTED);

    /**
     * How a customer stands, as far as consumers of other services' events need to know.
     *
     * @param stage null once the import that registered the customer was reverted
     */
    record Standing(@Nullable Stage stage, boolean imported) {

        boolean isReverted() {
            return stage == null;
        }

        private static Standing in(BsonDocument document) {
            var stage = document.containsKey("state")
                    ? document.getDocument("state").getDocument("lifecycle").getString("stage")
                    : null;
            return new Standing(
                    stage == null ? null : Stage.valueOf(stage.getValue()),
                    document.getDocument("find", new BsonDocument()).containsKey(IMPORTED));
        }
    }

    /**
     * The index over names is beside those of the list. A search by name is the most frequent question: an index of the
     * order would be walked to its end for a rare or mistyped name, through all customers. With both, the database's planner
     * chooses: for a name of many customers it walks the order, for a rare one it sorts the few that match, and never
     * keeps more than one page in memory.
     */
    static final AggregateType<Customer, CustomerEvent> TYPE = AggregateType.<Customer, CustomerEvent>of(
                    "customer", "customers", "cus_", Customer.class, Customer::fold)
            .ownedBy(customer -> customer.ownership().of(customer.id()))
            .foundByToken(Customers::tokens)
            .foundBy(Customers::searched)
            .listedBy(CustomerList.LIST)
            .indexed("find.names");

    private final MongoCollection<BsonDocument> collection;
    private final RequestBatcher<String, Optional<Standing>> standings = new RequestBatcher<>(this::standings);

    Customers(Stores stores, MongoDatabase database) {
        super(stores, TYPE);
        this.collection = database.getCollection(TYPE.collection(), BsonDocument.class);
    }

    /** How a customer stands; empty if there never was one of this id, or it was erased. Nothing is decrypted for it. */
    Optional<Standing> standing(String id) {
        return standings.submit(id);
    }

    private List<Optional<Standing>> standings(List<String> ids) {
        var found = new HashMap<String, Standing>();
        for (var document :
                collection.find(and(in("_id", ids), exists("erased", false))).projection(STANDING)) {
            found.put(document.getString("_id").getValue(), Standing.in(document));
        }
        return ids.stream().map(id -> Optional.ofNullable(found.get(id))).toList();
    }

    /** Organizations of this folded name, in the order of their ids. */
    public List<Customer> organizations(String folded, int limit) {
        var ids = collection
                .find(and(eq("find.name", folded), eq("state.kind", Kind.ORGANIZATION.name())))
                .projection(include("_id"))
                .sort(ascending("_id"))
                .limit(limit)
                .map(document -> document.getString("_id").getValue())
                .into(new ArrayList<>());
        return ids.isEmpty()
                ? List.of()
                : findAll(ids, new AccessScope.All()).stream()
                        .map(Versioned::state)
                        .sorted(Comparator.comparing(Customer::id))
                        .toList();
    }

    /**
     * Condition of what a caller types who does not say what it is: the beginning of a name, of the employer's name or of
     * the city, an e-mail address, a telephone number or a CRM number. What the caller may not read is not looked at.
     *
     * @throws Unreadable if nothing can be searched for
     */
    Bson called(String typed, Caller caller) {
        var folded = Texts.folded(typed);
        var any = new ArrayList<Bson>();
        var tokens = new ArrayList<Token>();
        if (!folded.isEmpty()) {
            any.add(beginning("find.names", folded));
            var employers = idsOfOrganizations(folded, caller.sees("customers:read"));
            if (!employers.isEmpty()) {
                any.add(in("state.profile.organizationId", employers));
            }
        }
        if (caller.may("contact:read")) {
            if (!folded.isEmpty()) {
                any.add(beginning("find.city", folded));
            }
            ContactPoints.lookedForEmail(typed).forEach(form -> tokens.add(new Token(EMAIL, form)));
            ContactPoints.lookedFor(typed).forEach(form -> tokens.add(new Token(PHONE, form)));
        }
        if (caller.may("number-lookup:read")) {
            CrmNumber.in(typed).ifPresent(number -> tokens.add(number(number)));
        }
        if (!tokens.isEmpty()) {
            any.add(carrying(tokens));
        }
        if (any.isEmpty()) {
            throw new Unreadable("q", "has nothing to search for");
        }
        return or(any);
    }

    private static Bson beginning(String path, String folded) {
        return regex(path, "^" + Pattern.quote(folded));
    }

    private List<String> idsOfOrganizations(String beginning, AccessScope scope) {
        return collection
                .find(and(
                        beginning("find.names", beginning), eq("state.kind", Kind.ORGANIZATION.name()), within(scope)))
                .projection(include("_id"))
                .limit(MOST_EMPLOYERS)
                .map(document -> document.getString("_id").getValue())
                .into(new ArrayList<>());
    }

    public static Token number(CrmNumber number) {
        return new Token(NUMBER, number.value());
    }

    public static Token email(String normalised) {
        return new Token(EMAIL, Email.key(normalised));
    }

    /** The part of an address before its @, by which people look for it. */
    private static Token localPart(String normalised) {
        return new Token(EMAIL, Email.localKey(normalised));
    }

    public static Token phone(String e164) {
        return new Token(PHONE, e164);
    }

    /** The token of the address at which a customer is contacted on a channel. */
    static Token contact(Channel channel, String address) {
        return switch (channel) {
            case EMAIL -> email(address);
            case SMS, PHONE -> phone(address);
            case PUSH, POST -> throw new IllegalArgumentException("No address is known for this channel");
        };
    }

    /** Calls the action with the id of each customer who was born on one of these days, or in one of these years. */
    void forEachBorn(List<LocalDate> days, List<Integer> years, Consumer<String> action) {
        days.forEach(day -> forEachWithToken(new Token(BIRTH, day.toString()), action));
        years.forEach(year -> forEachWithToken(new Token(BIRTH, year.toString()), action));
    }

    /** The ids of all customers who have one of these tokens. */
    public List<String> idsByTokens(List<Token> tokens) {
        var ids = new LinkedHashSet<String>();
        tokens.forEach(token -> forEachWithToken(token, ids::add));
        return List.copyOf(ids);
    }

    /** Whether somebody works for this organization. */
    boolean hasPeople(String organization) {
        return collection
                        .find(eq("state.profile.organizationId", organization))
                        .projection(include("_id"))
                        .first()
                != null;
    }

    /** The values by which the customer is found without their being stored readably. */
    public static List<Token> tokens(Customer customer) {
        var tokens = new ArrayList<Token>();
        tokens.add(number(customer.identity().crmNumber()));
        customer.identity().aliases().forEach(alias -> tokens.add(number(alias)));
        customer.profile().emails().forEach(email -> {
            tokens.add(email(email.value()));
            tokens.add(localPart(email.value()));
        });
        customer.profile().phones().forEach(phone -> {
            tokens.add(phone(phone.e164()));
            tokens.add(phone(ContactPoints.national(phone.e164())));
            ContactPoints.ends(phone.e164()).forEach(end -> tokens.add(phone(end)));
        });
        if (customer.profile().birthDate() != null) {
            tokens.add(new Token(BIRTH, customer.profile().birthDate().toString()));
        }
        if (customer.profile().birthYear() != null) {
            tokens.add(new Token(BIRTH, customer.profile().birthYear().toString()));
        }
        return tokens.stream().distinct().toList();
    }

    private static Map<String, Object> searched(Customer customer) {
        var found = new HashMap<String, Object>();
        // what is made of an address is as personal as the address, by which the customer is found
        var name = customer.profile().hasNameOfContact()
                ? PersonName.NONE
                : customer.profile().name();
        found.put("name", Texts.folded(name.display()));
        found.put(
                "names",
                List.copyOf(SearchWords.of(name.forms().map(Texts::folded).toList())));
        var address = customer.profile().mainAddress();
        if (customer.fromImport()) {
            found.put(IMPORTED, true);
        }
        if (address != null && address.country() != null) {
            found.put("country", address.country());
        }
        if (address != null && address.city() != null) {
            found.put("city", Texts.folded(address.city()));
        }
        return found;
    }
}
