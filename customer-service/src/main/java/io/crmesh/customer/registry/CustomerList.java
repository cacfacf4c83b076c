package io.crmesh.customer.registry;

import static com.mongodb.client.model.Filters.eq;

import io.crmesh.customer.contact.ContactPoints;
import io.crmesh.customer.contact.Email;
import io.crmesh.customer.contact.Phone;
import io.crmesh.customer.number.CrmNumber;
import io.crmesh.customer.text.Texts;
import io.crmesh.platform.list.Column;
import io.crmesh.platform.list.Listing;
import io.crmesh.platform.store.Keys;
import java.util.List;
import org.bson.BsonType;
import org.springframework.stereotype.Repository;

/** What the list of customers can be asked, and how it looks as a file. */
@Repository
class CustomerList {

    static final List<Column<Customer>> COLUMNS = List.of(
            new Column<>("id", Customer::id),
            new Column<>("crmNumber", customer -> customer.crmNumber().written(), "number-lookup:read"),
            new Column<>("kind", Customer::kind),
            new Column<>("stage", Customer::stage),
            new Column<>("name.legal", customer -> customer.profile().name().legal()),
            new Column<>("name.nickname", customer -> customer.profile().name().nickname()),
            new Column<>(
                    "email",
                    customer -> customer.profile().emails().stream()
                            .map(Email::value)
                            .findFirst()
                            .orElse(null),
                    "contact:read"),
            new Column<>(
                    "phone",
                    customer -> customer.profile().phones().stream()
                            .map(Phone::e164)
                            .findFirst()
                            .orElse(null),
                    "contact:read"),
            new Column<>("language", customer -> customer.profile().language()),
            new Column<>("tags", customer -> String.join("|", customer.profile().tags())),
            new Column<>("owner", Customer::owner),
            new Column<>("team", Customer::team),
            new Column<>("registeredAt", Customer::registeredAt));

    private final Listing listing;

    CustomerList(Customers customers, Keys keys) {
        this.listing = Listing.signedBy(text -> keys.signature("customers-list", text))
                .oneOf("stage", "state.stage", Stage.class)
                .oneOf("kind", "state.kind", Kind.class)
                .text("owner", "access.owner")
                .text("team", "access.team")
                .text("country", "find.country")
                .text("tag", "state.profile.tags")
                .text("language", "state.profile.language")
                .text("source", "state.source.channel")
                .text("externalSystem", "state.externalId.system")
                .text("externalId", "state.externalId.id")
                .prefix("name", "find.names", Texts::folded)
                .times("registeredAt", "state.registeredAt")
                .custom("email", typed -> customers.hasToken(Customers.email(ContactPoints.email("email", typed))))
                .custom(
                        "phone",
                        typed -> customers.hasToken(Customers.phone(
                                ContactPoints.phone("phone", typed, null, null).e164())))
                .custom("number", typed -> customers.hasToken(Customers.number(CrmNumber.parse("number", typed))))
                .custom("id", typed -> eq("_id", typed))
                .needing("contact:read", "email", "phone", "country")
                .needing("number-lookup:read", "number")
                .sortedBy("name", "find.name", BsonType.STRING)
                .sortedBy("registeredAt", "state.registeredAt", BsonType.DATE_TIME)
                .sortedAtFirst("-registeredAt");
    }

    Listing listing() {
        return listing;
    }
}
