package io.crmesh.customer.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.crmesh.customer.imports.work.ImportClient;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.ServiceTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** Files as other systems export them, imported with the mapping that is proposed. */
@ServiceTest
class ExportFilesTest {

    private ImportClient client;

    @BeforeEach
    void open(@Autowired ApplicationContext service) {
        client = new ImportClient(service);
    }

    @Test
    void googleContactsBringListsAndBirthdayWithoutYear() throws IOException {
        imported("google-contacts");

        var grace = customer("mail.grace2@example.org");
        assertThat(grace.at("/name/given").asString()).isEqualTo("Grace");
        assertThat(grace.at("/name/family").asString()).isEqualTo("Green");
        assertThat(texts(grace, "emails", "value"))
                .containsExactly("mail.grace@example.org", "mail.grace2@example.org", "mail.grace3@example.org");
        assertThat(texts(grace, "phones", "e164")).containsExactly("+442079460018", "+442079460020");
        assertThat(grace.at("/addresses/0/street").asString()).isEqualTo("1 High St\nYork");
        assertThat(grace.at("/addresses/0/country").asString()).isEqualTo("GB");
        assertThat(grace.get("birthday").asString()).isEqualTo("--02-14");
    }

    @Test
    void outlookContactsBringCategoriesAndMobilePhone() throws IOException {
        var shown = imported("outlook");

        var lea = customer("mail.lea@example.org");
        assertThat(lea.at("/name/given").asString()).isEqualTo("Lea");
        assertThat(lea.at("/name/family").asString()).isEqualTo("Lund");
        assertThat(lea.at("/phones/0/e164").asString()).isEqualTo("+46701740605");
        assertThat(lea.at("/phones/0/type").asString()).isEqualTo("MOBILE");
        assertThat(lea.at("/addresses/0/street").asString()).isEqualTo("Gata 1\nBox 2");
        assertThat(lea.at("/addresses/0/postalCode").asString()).isEqualTo("222 22");
        assertThat(lea.at("/addresses/0/country").asString()).isEqualTo("SE");
        assertThat(strings(lea, "tags")).containsExactly("Friends", "VIP");
        assertThat(strings(shown, "unusedColumns")).containsExactly("Title", "Suffix", "Initials", "Web Page");
    }

    @Test
    void hubspotContactsBringIdCompanyAndLead() throws IOException {
        var shown = imported("hubspot");

        var ivan = customer("mail.ivan@example.org");
        assertThat(ivan.at("/externalId/id").asString()).isEqualTo("51");
        assertThat(ivan.at("/externalId/system").asString()).isEqualTo("hubspot");
        assertThat(ivan.at("/phones/0/e164").asString()).isEqualTo("+12025550142");
        assertThat(ivan.get("stage").asString()).isEqualTo("LEAD");
        assertThat(organization(ivan)).isEqualTo("Acme");
        assertThat(ivan.get("registeredAt").asString()).isEqualTo("2024-03-05T10:00:00Z");
        assertThat(strings(shown, "unusedColumns")).containsExactly("Contact owner", "Marketing contact status");
    }

    @Test
    void unsubscribedOfMailchimpStayUnsubscribed() throws IOException {
        var shown = imported("mailchimp-unsub-dup-headers");

        var mc = customer("mail.mc1@example.org");
        assertThat(mc.at("/name/legal").asString()).isEqualTo("Mc One");
        assertThat(mc.at("/addresses/0/country").asString()).isEqualTo("US");
        assertThat(mc.at("/consents/0/channel").asString()).isEqualTo("EMAIL");
        assertThat(mc.at("/consents/0/purpose").asString()).isEqualTo("MARKETING");
        assertThat(mc.at("/consents/0/state").asString()).isEqualTo("WITHDRAWN");
        assertThat(mc.at("/consents/0/since").asString()).isEqualTo("2024-06-25T17:38:27Z");
        assertThat(mc.at("/consents/0/evidence").asString()).isEqualTo("NORMAL");
        assertThat(strings(shown, "columns")).contains("UNSUB_CAMPAIGN_ID", "UNSUB_CAMPAIGN_ID (2)");
        assertThat(strings(shown, "unusedColumns")).contains("UNSUB_CAMPAIGN_ID (2)", "NOTES");
    }

    @Test
    void shopifyCustomersBringAddressAndConsents() throws IOException {
        var shown = imported("shopify");

        var helen = customer("mail.helen@example.org");
        assertThat(helen.at("/phones/0/e164").asString()).isEqualTo("+33142685300");
        assertThat(helen.at("/addresses/0/street").asString()).isEqualTo("1 Rue X");
        assertThat(helen.at("/addresses/0/city").asString()).isEqualTo("Paris");
        assertThat(helen.at("/addresses/0/postalCode").asString()).isEqualTo("75001");
        assertThat(helen.at("/addresses/0/country").asString()).isEqualTo("FR");
        assertThat(consent(helen, "EMAIL")).isEqualTo("GRANTED");
        assertThat(consent(helen, "SMS")).isEqualTo("DENIED");
        assertThat(strings(helen, "tags")).containsExactly("vip", "fr");
        assertThat(strings(shown, "unusedColumns"))
                .containsExactly("Total Spent", "Total Orders", "Note", "Tax Exempt");
    }

    @Test
    void thunderbirdContactsBringTwoAddressesAndBirthdayInParts() throws IOException {
        imported("thunderbird");

        var theo = customer("mail.theo2@example.org");
        assertThat(theo.at("/name/given").asString()).isEqualTo("Theo");
        assertThat(theo.at("/name").has("legal")).isFalse();
        assertThat(theo.get("birthDate").asString()).isEqualTo("1980-02-09");
        assertThat(texts(theo, "addresses", "street")).containsExactly("Hauptstr. 1\nHinterhaus", "Amtsweg 2");
        assertThat(texts(theo, "phones", "e164")).containsExactly("+4930901820", "+491711234567");
        assertThat(theo.get("jobTitle").asString()).isEqualTo("Buyer");
        assertThat(organization(theo)).isEqualTo("Thorn & Sons");
    }

    @Test
    void salesforceReportInLatin1IsReadAsItIsWritten() throws IOException {
        var shown = imported("salesforce-latin1");

        var joerg = customer("mail.joerg@example.org");
        assertThat(shown.at("/reading/encoding").asString()).isEqualTo("windows-1252");
        assertThat(joerg.at("/name/given").asString()).isEqualTo("Jörg");
        assertThat(joerg.get("jobTitle").asString()).isEqualTo("Einkäufer");
        assertThat(joerg.at("/addresses/0/street").asString()).isEqualTo("Königstraße 5");
        assertThat(joerg.get("birthDate").asString()).isEqualTo("1980-02-14");
        assertThat(consent(joerg, "EMAIL")).isEqualTo("WITHDRAWN");
        assertThat(organization(joerg)).isEqualTo("Bäckerei Groß");
        assertThat(joerg.at("/externalId/id").asString()).isEqualTo("0031x00000AbCdE");
    }

    @Test
    void preambleOfLinkedinIsNoRow() throws IOException {
        var shown = imported("linkedin");

        var lin = customer("mail.lin@example.org");
        assertThat(shown.at("/reading/headerLine").asInt()).isEqualTo(4);
        assertThat(shown.at("/counts/rows").asInt()).isEqualTo(2);
        assertThat(shown.at("/counts/created").asInt()).isEqualTo(2);
        assertThat(lin.get("jobTitle").asString()).isEqualTo("Head of Sales");
        assertThat(organization(lin)).isEqualTo("Globex");
    }

    @Test
    void subscribedOfMailchimpAreCustomersEvenWithoutNames() throws IOException {
        imported("mailchimp-subscribed");

        var sue = customer("mail.sub@example.org");
        assertThat(sue.get("birthday").asString()).isEqualTo("--02-14");
        assertThat(consent(sue, "EMAIL")).isEqualTo("GRANTED");
        assertThat(sue.at("/consents/0/since").asString()).isEqualTo("2020-01-02T03:04:05Z");
        assertThat(strings(sue, "tags")).containsExactly("VIP", "Fair 2020");
        assertThat(sue.at("/phones/0/e164").asString()).isEqualTo("+12125550123");
        assertThat(customer("mail.nameless@example.org").at("/name/nickname").asString())
                .isEqualTo("mail.nameless");
    }

    @Test
    void germanHeadingsAndSeparatorLineAreKnown() throws IOException {
        var shown = imported("german");

        var uwe = customer("mail.uwe@example.org");
        assertThat(shown.at("/reading/separator").asString()).isEqualTo(";");
        assertThat(uwe.at("/name/family").asString()).isEqualTo("Übel");
        assertThat(texts(uwe, "phones", "e164")).containsExactly("+4930901820", "+491717654321");
        assertThat(uwe.at("/addresses/0/postalCode").asString()).isEqualTo("01067");
        assertThat(uwe.at("/addresses/0/country").asString()).isEqualTo("DE");
        assertThat(uwe.get("gender").asString()).isEqualTo("MALE");
        assertThat(uwe.get("birthDate").asString()).isEqualTo("1975-02-14");
        assertThat(consent(uwe, "EMAIL")).isEqualTo("DENIED");
        assertThat(strings(shown, "unusedColumns")).containsExactly("Schuhgröße");
    }

    @Test
    void chineseFileInGbkIsReadAsItIsWritten() throws IOException {
        var shown = imported("chinese-gbk");

        var chen = customer("mail.chen@example.org");
        assertThat(shown.at("/reading/encoding").asString()).isEqualTo("GB18030");
        assertThat(chen.at("/name/legal").asString()).isEqualTo("陈雨婷");
        assertThat(chen.at("/phones/0/e164").asString()).isEqualTo("+8613812345678");
        assertThat(chen.at("/addresses/0/country").asString()).isEqualTo("CN");
        assertThat(chen.get("gender").asString()).isEqualTo("FEMALE");
        assertThat(chen.get("birthDate").asString()).isEqualTo("1990-02-14");
        assertThat(organization(chen)).isEqualTo("北京科技有限公司");
    }

    @Test
    void fileOfTheGuideIsReadAsTheGuideSays() throws IOException {
        var guide = Files.readString(Path.of("../docs/import-customers.md"));
        var file = guide.substring(guide.indexOf("<<'CSV'\n") + 8, guide.indexOf("\nCSV\n") + 1)
                .replace("example.org", Api.key() + ".example.org");

        var id =
                client.upload(file.getBytes(UTF_8), "?system=guide").expect(201).id();
        client.after(id, "validate", "VALIDATED");
        var completed = client.after(id, "start", "COMPLETED");

        assertThat(strings(completed, "unusedColumns")).containsExactly("Shoe size");
        assertThat(completed.at("/reading/dateOrder").asString()).isEqualTo("DAY_FIRST");
        assertThat(completed.at("/counts/created").asInt()).isEqualTo(3);
        assertThat(completed.at("/counts/warnings").asInt()).isEqualTo(1);
    }

    /** Validated and imported; the import as it was shown before the start must say what the run said. */
    @CanIgnoreReturnValue
    private JsonNode imported(String export) throws IOException {
        byte[] file;
        try (var content = Objects.requireNonNull(getClass().getResourceAsStream("/exports/" + export + ".csv"))) {
            file = content.readAllBytes();
        }
        var id = client.upload(file, "?system=" + export).expect(201).id();
        var region = export.equals("thunderbird") ? "{\"defaultRegion\": \"DE\"}" : "{}";
        client.api()
                .send(HttpMethod.PUT, ImportClient.PATH + "/" + id + "/settings", client.version(id), region)
                .expect(200);
        var validated = client.after(id, "validate", "VALIDATED");
        var completed = client.after(id, "start", "COMPLETED");
        assertThat(completed.get("counts")).isEqualTo(validated.get("counts"));
        assertThat(completed.at("/counts/warnings").asInt())
                .as("%s", client.rows(id))
                .isZero();
        return completed;
    }

    private JsonNode customer(String email) {
        var found = client.api()
                .get("/api/customers?email=" + email)
                .expect(200)
                .body()
                .get("items");
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private String organization(JsonNode person) {
        var id = person.get("organizationId").asString();
        return client.api()
                .get("/api/customers/" + id)
                .expect(200)
                .body()
                .at("/name/legal")
                .asString();
    }

    private static String consent(JsonNode customer, String channel) {
        return customer.get("consents")
                .valueStream()
                .filter(consent -> consent.get("channel").asString().equals(channel))
                .findFirst()
                .orElseThrow()
                .get("state")
                .asString();
    }

    private static List<String> texts(JsonNode customer, String list, String field) {
        return customer.get(list)
                .valueStream()
                .map(one -> one.get(field).asString())
                .toList();
    }

    private static List<String> strings(JsonNode node, String list) {
        return node.get(list).valueStream().map(JsonNode::asString).toList();
    }
}
