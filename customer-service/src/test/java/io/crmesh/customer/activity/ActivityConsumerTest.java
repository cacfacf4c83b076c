package io.crmesh.customer.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.contracts.Contracts;
import io.crmesh.customer.imports.work.ImportClient;
import io.crmesh.customer.registry.RegistrationReversal;
import io.crmesh.platform.Command;
import io.crmesh.platform.event.Actor;
import io.crmesh.platform.event.Mode;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.Sent;
import io.crmesh.platform.testing.ServiceTest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;

/** What orders, interactions and tickets change about the customers that they refer to. */
@ServiceTest
class ActivityConsumerTest {

    private static final Contracts CONTRACTS = Contracts.load();
    private static final String LEAD = "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"Ann Lee\"}}";

    @Autowired
    private ActivityConsumer consumer;

    @Autowired
    private RegistrationReversal reversal;

    private final String tag = "t" + Api.key().replace("-", "");
    private ImportClient imports;
    private Api api;

    @BeforeEach
    void open(@Autowired ApplicationContext context) {
        imports = new ImportClient(context);
        api = imports.api();
    }

    @Test
    void firstPurchaseMakesACustomerOfALeadOnce() {
        var id = api.post("/api/customers", LEAD).expect(201).id();
        var order = "ord_" + tag;

        deliver("order.placed", order, 1, id);
        deliver("order.placed", order, 1, id);
        deliver("order.placed", "ord_second" + tag, 1, id);

        var customer = api.get("/api/customers/" + id).expect(200);
        assertThat(customer.etag()).isEqualTo("\"2\"");
        assertThat(customer.body().get("stage").asString()).isEqualTo("CUSTOMER");
        assertThat(customer.body().get("stageEvidence").asString()).isEqualTo(order);
        var moved = Sent.events("crm.customers", id, 2).getLast();
        assertThat(moved.type()).isEqualTo("customer.stage-changed");
        assertThat(moved.causationId()).isEqualTo(order + ":1");
        assertThat(moved.mode()).isEqualTo(Mode.LIVE);
    }

    @Test
    void purchaseDeliveredAgainAfterTheCustomerWasLostChangesNothing() {
        var id = api.post("/api/customers", LEAD).expect(201).id();
        var placedAt = Instant.now();
        deliver("order.placed", "ord_" + tag, 1, id, placedAt);
        var path = "/api/customers/" + id;
        for (int i = 2; i < 20; i++) { // more commands than a customer remembers
            api.send(HttpMethod.PATCH, path, "\"" + i + "\"", "{\"jobTitle\": \"%d\"}".formatted(i))
                    .expect(200);
        }
        api.send(HttpMethod.POST, path + "/stage", "\"20\"", "{\"to\": \"DORMANT\", \"evidence\": \"silence\"}")
                .expect(200);

        deliver("order.placed", "ord_" + tag, 1, id, placedAt);

        assertThat(api.get(path).body().get("stage").asString()).isEqualTo("DORMANT");
    }

    @Test
    void eventAboutUnknownOrErasedCustomerIsIgnored() {
        var erased = api.post("/api/customers", LEAD).expect(201).id();
        api.send(
                        HttpMethod.POST,
                        "/api/customers/" + erased + "/erasure",
                        "\"1\"",
                        "{\"reason\": \"NO_LONGER_NEEDED\"}")
                .expect(200);

        deliver("order.placed", "ord_1" + tag, 1, erased);
        deliver("order.placed", "ord_2" + tag, 1, "cus_00000000000000000000000000");
        deliver("product.added", "prd_" + tag, 1, null);

        api.get("/api/customers/" + erased).expect(410);
    }

    @ParameterizedTest
    @CsvSource({"order.placed, ord_", "ticket.opened, tkt_", "interaction.recorded, int_"})
    void revertedImportKeepsCustomerToWhomARecordRefers(String type, String prefix) {
        var id = imports.validated(file("CUSTOMER"));
        imports.after(id, "start", "COMPLETED");

        deliver(type, prefix + tag, 1, customer(id));
        deliver(type, prefix + tag, 1, customer(id));

        var reverted = imports.after(id, "revert", "PARTIALLY_REVERTED");
        assertThat(reverted.at("/counts/kept").asInt()).isEqualTo(1);
        assertThat(reverted.at("/counts/reverted").asInt()).isEqualTo(1);
        assertThat(imports.countCustomers(tag)).isEqualTo(1);
    }

    @Test
    void customerReturnsWhenARecordArrivesAfterTheReversal() {
        var id = imports.validated(file("LEAD"));
        imports.after(id, "start", "COMPLETED");
        var customer = customer(id);
        var before = api.get("/api/customers/" + customer).expect(200).body();
        imports.after(id, "revert", "REVERTED");

        deliver("order.placed", "ord_" + tag, 1, customer);
        deliver("order.placed", "ord_" + tag, 1, customer);

        var after = api.get("/api/customers/" + customer).expect(200).body();
        assertThat(after.get("stage").asString()).isEqualTo("CUSTOMER");
        for (var same : new String[] {"crmNumber", "name", "externalId", "registeredAt", "consents", "provenance"}) {
            assertThat(after.get(same)).as(same).isEqualTo(before.get(same));
        }
        assertThat(Sent.events("crm.customers", customer, 6))
                .extracting(RecordedEvent::type)
                .containsExactly(
                        "customer.registered",
                        "customer.consent-changed",
                        "customer.reverted",
                        "customer.registered",
                        "customer.consent-changed",
                        "customer.stage-changed");
    }

    /** A reversal that was killed after its write does the block again. */
    @Test
    void repeatedReversalKeepsCustomerWhoReturnedMeanwhile() {
        var id = imports.validated(file("LEAD"));
        imports.after(id, "start", "COMPLETED");
        var customer = customer(id);
        var command = new Command("revert" + tag, "", 1L, new Actor(Actor.Kind.IMPORT, id), Mode.IMPORT, id, null);

        assertThat(reversal.revert(customer, command)).isTrue();
        deliver("ticket.opened", "tkt_" + tag, 1, customer);
        var repeated = reversal.revert(customer, command);

        assertThat(repeated).isFalse();
        api.get("/api/customers/" + customer).expect(200);
    }

    @Test
    void revertedImportKeepsOrganizationThatAPersonNames() {
        var id = imports.validated("id,name,tags,kind\n1-%1$s,Works,%1$s,ORGANIZATION\n".formatted(tag));
        imports.after(id, "start", "COMPLETED");
        var works = customer(id);

        api.post("/api/customers", LEAD.replace("}}", "}, \"organizationId\": \"" + works + "\"}"))
                .expect(201);

        imports.after(id, "revert", "PARTIALLY_REVERTED");
        api.get("/api/customers/" + works).expect(200);
    }

    private String file(String stage) {
        return """
                id,name,tags,stage,consent.MARKETING.EMAIL
                1-%1$s,Ann,%1$s,%2$s,GRANTED
                2-%1$s,Bob,%1$s,%2$s,GRANTED
                """.formatted(tag, stage);
    }

    /** The customer of the first row. */
    private String customer(String imported) {
        return api.get(ImportClient.PATH + "/" + imported + "/rows?lineMax=2")
                .expect(200)
                .body()
                .at("/items/0/customer")
                .asString();
    }

    private void deliver(String type, String subject, long sequence, @Nullable String customer) {
        deliver(type, subject, sequence, customer, Instant.now());
    }

    private void deliver(String type, String subject, long sequence, @Nullable String customer, Instant at) {
        var event = new RecordedEvent(
                subject + ":" + sequence,
                type,
                "/crm/elsewhere",
                subject,
                sequence,
                customer == null ? subject : customer,
                customer,
                at,
                at,
                Mode.LIVE,
                Actor.system("test"),
                "c",
                null,
                null,
                CONTRACTS.examples(type).getFirst());
        var _ = consumer.apply(event);
    }
}
