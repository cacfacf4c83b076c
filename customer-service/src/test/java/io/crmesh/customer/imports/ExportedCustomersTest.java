package io.crmesh.customer.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.customer.imports.work.ImportClient;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.ServiceTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/** What the service exports, it takes back as the same customers. */
@ServiceTest
class ExportedCustomersTest {

    private final String tag = Api.key().substring(0, 8);
    private ImportClient client;
    private String ann;

    @BeforeEach
    void register(@Autowired ApplicationContext service) {
        client = new ImportClient(service);
        var works = client.api()
                .post("/api/customers", """
                        {"kind": "ORGANIZATION", "name": {"legal": "Works; Ltd %s"}}""".formatted(tag))
                .expect(201)
                .id();
        ann = client.api()
                .post("/api/customers", """
                        {"kind": "PERSON", "name": {"given": "Ann", "family": "Lee", "nickname": "=cmd()"}, "stage": "QUALIFIED",
                         "tags": ["%s", "vip; gold"], "jobTitle": "Buyer", "organizationId": "%s", "birthday": "--02-29",
                         "emails": [{"value": "ann-%s@example.com"}, {"value": "second-%s@example.com"}],
                         "phones": [{"e164": "+4917612345678", "type": "OTHER"}, {"e164": "+390669812345"}],
                         "addresses": [{"street": "Main Street 1", "country": "XK"}, {"city": "Graz", "country": "AT"}],
                         "externalId": {"system": "shop", "id": "%s"}, "language": "de-AT",
                         "consents": [{"purpose": "MARKETING", "channel": "EMAIL", "state": "DENIED"}]}
                        """.formatted(tag, works, tag, tag, tag))
                .expect(201)
                .id();
    }

    @Test
    void exportThatWasNotEditedChangesNothing() {
        var before = customer();

        var done = imported(exported());

        assertThat(done.at("/counts/duplicates").asInt()).as("%s", done).isEqualTo(1);
        assertThat(customer()).isEqualTo(before);
    }

    @Test
    void editedExportChangesTheSameCustomer() {
        var done = imported(exported().replace("Buyer", "Seller").replace("ann-" + tag, "anna-" + tag));

        assertThat(done.at("/counts/updated").asInt()).as("%s", done).isEqualTo(1);
        assertThat(customer().at("/jobTitle").asString()).isEqualTo("Seller");
        assertThat(customer().at("/emails/0/value").asString()).isEqualTo("anna-" + tag + "@example.com");
        assertThat(customer().at("/emails")).hasSize(2);
        assertThat(customer().at("/addresses")).hasSize(2);
    }

    private String exported() {
        return client.api().file("/api/customers/export?tag=" + tag).expect(200).text();
    }

    private JsonNode imported(String file) {
        var id = client.validated(file);
        var rows = client.rows(id);
        var done = client.after(id, "start", "COMPLETED");
        assertThat(client.rows(id).at("/0/result")).isEqualTo(rows.at("/0/result"));
        return done;
    }

    private JsonNode customer() {
        return client.api().get("/api/customers/" + ann).expect(200).body();
    }
}
