package io.crmesh.customer.registry;

import static io.crmesh.platform.list.ListField.code;
import static io.crmesh.platform.list.ListField.filter;
import static io.crmesh.platform.list.ListField.text;
import static io.crmesh.platform.list.ListField.time;

import io.crmesh.customer.contact.ContactPoints;
import io.crmesh.customer.contact.Email;
import io.crmesh.customer.contact.Phone;
import io.crmesh.customer.number.CrmNumber;
import io.crmesh.customer.registry.profile.Kind;
import io.crmesh.customer.registry.profile.Stage;
import io.crmesh.customer.text.Texts;
import io.crmesh.platform.document.RecordOwner;
import io.crmesh.platform.list.ListField;
import io.crmesh.platform.list.RecordList;
import org.jspecify.annotations.Nullable;

/** The list of customers, one line per field: first what the export shows, then what is only asked for. */
final class CustomerList {

    private static final String CONTACT = "contact:read";
    private static final String NUMBERS = "number-lookup:read";

    static final RecordList<CustomerView> LIST = RecordList.of(
            "customers",
            "-registeredAt",
            text("id", CustomerView::id).at("_id").identifies(),
            text("crmNumber", (CustomerView customer) -> customer.crmNumber().written())
                    .needs(NUMBERS),
            code("kind", Kind.class, CustomerView::kind).filters(),
            code("stage", Stage.class, CustomerView::stage)
                    .at("state.lifecycle.stage")
                    .filters(),
            text("name.legal", customer -> customer.profile().name().legal()),
            text("name.nickname", customer -> customer.profile().name().nickname()),
            text("email", CustomerList::firstEmail).needs(CONTACT),
            text("phone", CustomerList::firstPhone).needs(CONTACT),
            text("language", (CustomerView customer) -> customer.profile().language())
                    .at("state.profile.language")
                    .filtersCoarsely(),
            text("tags", customer -> String.join("|", customer.profile().tags())),
            text("owner", CustomerView::owner).at(RecordOwner.OWNER).filters(),
            text("team", CustomerView::team).at(RecordOwner.TEAM).filters(),
            time("registeredAt", CustomerView::registeredAt)
                    .at("state.lifecycle.registeredAt")
                    .filters()
                    .sorts()
                    .fixed(),
            ListField.<CustomerView>order("name", "find.name").personal(),
            ListField.<CustomerView>prefix("name", "find.names", Texts::folded).personal(),
            filter("tag", "state.profile.tags"),
            ListField.<CustomerView>filter("country", "find.country")
                    .filtersCoarsely()
                    .personal()
                    .needs(CONTACT),
            ListField.<CustomerView>prefix("city", "find.city", Texts::folded)
                    .filtersSelectively()
                    .personal()
                    .needs(CONTACT),
            filter("organizationId", "state.profile.organizationId"),
            ListField.<CustomerView>filter("source", "state.lifecycle.source.channel")
                    .filtersCoarsely(),
            ListField.<CustomerView>filter("externalSystem", "state.identity.externalId.system")
                    .filtersCoarsely(),
            ListField.<CustomerView>filter("externalId", "state.identity.externalId.id")
                    .identifies(),
            ListField.<CustomerView>token("email", Customers.EMAIL, CustomerList::email)
                    .needs(CONTACT),
            ListField.<CustomerView>tokens("phone", Customers.PHONE, typed -> ContactPoints.lookedFor("phone", typed))
                    .needs(CONTACT),
            ListField.<CustomerView>token("number", Customers.NUMBER, CustomerList::number)
                    .needs(NUMBERS));

    private CustomerList() {}

    private static @Nullable String firstEmail(CustomerView customer) {
        return customer.profile().emails().stream()
                .map(Email::value)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String firstPhone(CustomerView customer) {
        return customer.profile().phones().stream().map(Phone::e164).findFirst().orElse(null);
    }

    private static String email(String typed) {
        return Customers.email(ContactPoints.email("email", typed)).value();
    }

    private static String number(String typed) {
        return CrmNumber.parse("number", typed).value();
    }
}
