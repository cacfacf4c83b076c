package io.crmesh.customer.registry;

import io.crmesh.customer.consent.Consent.Channel;
import io.crmesh.customer.consent.Consent.Purpose;
import io.crmesh.customer.consent.ConsentState;
import io.crmesh.customer.consent.GivenConsent;
import io.crmesh.customer.number.CrmNumber;
import io.crmesh.customer.registry.CustomerEvent.StageChanged;
import io.crmesh.customer.registry.profile.ChangeCustomer;
import io.crmesh.customer.registry.profile.CustomerFields;
import io.crmesh.customer.registry.profile.Provenance;
import io.crmesh.customer.registry.profile.Stage;
import io.crmesh.platform.json.StrictJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** Sample customers for tests. */
final class SampleCustomer {

    static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    static final JsonMapper JSON = new StrictJson(List.of()).mapper();

    private Customer customer;

    private SampleCustomer(Customer customer) {
        this.customer = customer;
    }

    /** Ann Lee, a lead with one e-mail address and no consent. */
    static SampleCustomer ann() {
        var fields = JSON.readValue("""
                {"kind": "PERSON", "name": {"legal": "Ann Lee"}, "language": "en",
                 "emails": [{"value": "ann@example.com"}], "phones": [{"e164": "+4915112345678"}]}""", CustomerFields.class);
        var events = Registration.of(fields, NOW)
                .events("cus_ann", CrmNumber.of(381_204_776), new Provenance.Origin("USER:local", NOW));
        return new SampleCustomer(Objects.requireNonNull(Customer.fold(null, events.getFirst())));
    }

    static ChangeCustomer patch(String json) {
        return JSON.readValue(json, ChangeCustomer.class);
    }

    Customer at(Stage stage) {
        return new Customer(
                customer.id(),
                customer.identity(),
                customer.kind(),
                customer.profile(),
                customer.lifecycle().after(new StageChanged(customer.lifecycle().stage(), stage, "phone-call", NOW)),
                customer.ownership(),
                customer.consents(),
                customer.provenance());
    }

    SampleCustomer withConsent(ConsentState state) {
        return withConsentFor(Purpose.MARKETING, state);
    }

    SampleCustomer withConsentFor(Purpose purpose, ConsentState state) {
        for (var step : stepsTo(state)) {
            customer = Objects.requireNonNull(Customer.fold(
                    customer, customer.consent(GivenConsent.of(purpose, Channel.EMAIL, step, "FORM"), NOW)));
        }
        return this;
    }

    private static List<ConsentState> stepsTo(ConsentState state) {
        return switch (state) {
            case UNKNOWN -> List.of();
            case PENDING, GRANTED, DENIED -> List.of(state);
            case WITHDRAWN, EXPIRED -> List.of(ConsentState.GRANTED, state);
        };
    }

    /** The customer with this field cleared. */
    SampleCustomer without(String cleared) {
        var next = patch("{\"%s\": null}".formatted(cleared)).appliedTo(customer.profile());
        customer = Objects.requireNonNull(Customer.fold(
                customer,
                customer.change(next, new Provenance.Origin("USER:local", NOW), NOW)
                        .orElseThrow()));
        return this;
    }

    Customer customer() {
        return customer;
    }

    /** All events of this registration. */
    static List<CustomerEvent> registration(String json) {
        return new ArrayList<>(Registration.of(JSON.readValue(json, CustomerFields.class), NOW)
                .events("cus_one", CrmNumber.of(1), new Provenance.Origin("USER:local", NOW)));
    }
}
