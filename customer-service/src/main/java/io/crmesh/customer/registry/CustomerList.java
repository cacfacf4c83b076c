package io.crmesh.customer.registry;

import static io.crmesh.platform.list.ListField.code;
import static io.crmesh.platform.list.ListField.filter;
import static io.crmesh.platform.list.ListField.text;
import static io.crmesh.platform.list.ListField.time;

import io.crmesh.customer.contact.ContactPoints;
import io.crmesh.customer.number.CrmNumber;
import io.crmesh.customer.registry.profile.Kind;
import io.crmesh.customer.registry.profile.Stage;
import io.crmesh.customer.text.Texts;
import io.crmesh.platform.document.RecordOwner;
import io.crmesh.platform.list.ListField;
import io.crmesh.platform.list.RecordList;

/** The list of customers, one line per field that it can be asked for. {@link CustomerExport} says what a file shows. */
final class CustomerList {

    private static final String CONTACT = "contact:read";
    private static final String NUMBERS = "number-lookup:read";

    static final RecordList<CustomerView> LIST = RecordList.of(
            "customers",
            "-registeredAt",
            text("id", CustomerView::id).at("_id").identifies(),
            code("kind", Kind.class, CustomerView::kind).filters(),
            code("stage", Stage.class, CustomerView::stage)
                    .at("state.lifecycle.stage")
                    .filters(),
            ListField.<CustomerView>filter("language", "state.profile.language").filtersCoarsely(),
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
                    .identifies()
                    .fixed(),
            ListField.<CustomerView>tokens("email", Customers.EMAIL, ContactPoints::lookedForEmail)
                    .needs(CONTACT),
            ListField.<CustomerView>tokens("phone", Customers.PHONE, ContactPoints::lookedFor)
                    .needs(CONTACT),
            ListField.<CustomerView>token("number", Customers.NUMBER, CustomerList::number)
                    .needs(NUMBERS));

    private CustomerList() {}

    private static String number(String typed) {
        return CrmNumber.parse("number", typed).value();
    }
}
