package io.crmesh.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * Sample persons with a unique canary in every personal field, such as {@code Needbird 6007}: customers from the API and
 * from a file, with an interaction, a ticket, an order and a mail each.
 */
final class People {

    private static final int NUMBER = 24;

    private final RunningSystem system;
    private final List<String> encrypted = new ArrayList<>();
    private final List<String> searchable = new ArrayList<>();
    private final Map<String, List<String>> records = new LinkedHashMap<>();

    private People(RunningSystem system) {
        this.system = system;
    }

    static People in(RunningSystem system) throws Exception {
        var people = new People(system);
        people.enableThankYouMail();
        for (int person = 0; person < NUMBER; person++) {
            people.addRecords(person, people.register(person));
        }
        people.importFromFile();
        return people;
    }

    /** Canaries that no file may hold in clear at any time. */
    List<String> encrypted() {
        return encrypted;
    }

    /** Canaries of fields for searching and sorting, which the live record holds in clear until the erasure. */
    List<String> searchable() {
        return searchable;
    }

    /** The customers, each with the paths of the other records about them. */
    Map<String, List<String>> records() {
        return records;
    }

    int mails() {
        return NUMBER;
    }

    private void enableThankYouMail() throws Exception {
        var example = Files.readString(Path.of("../../docs/examples/third-purchase.json"));
        var made = system.post("/api/automations", "thanks", null, example.replace("\"value\": 3", "\"value\": 1"));
        var _ = system.post("/api/automations/" + id(made) + "/enable", "on", "\"1\"", "{}");
    }

    private String register(int person) throws Exception {
        var customer = system.post("/api/customers", "customer-" + person, null, """
            {"kind": "PERSON", "name": {"legal": "%s", "nickname": "%s"}, "birthDate": "%s",
             "externalId": {"system": "shop", "id": "%s"}, "tags": ["%s"],
             "emails": [{"value": "%s@example.org"}], "phones": [{"e164": "%s"}],
             "addresses": [{"street": "%s", "postalCode": "%s", "country": "DE"}],
             "occupation": "%s", "jobTitle": "%s", "buyingRole": "%s", "preferences": ["%s"], "interests": ["%s"],
             "consents": [{"purpose": "MARKETING", "channel": "EMAIL", "state": "GRANTED", "evidence": "%s"}],
             "source": {"channel": "WEB", "detail": "%s"}}\
            """.formatted(
                        searchable("Legalbird ", person),
                        searchable("Nickbird ", person),
                        date(person),
                        searchable("outside-", person),
                        searchable("tagbird-", person),
                        encrypted("mail", person),
                        encrypted("+4915112345", person),
                        encrypted("Streetbird ", person),
                        encrypted("P7391", person),
                        encrypted("Occupationbird ", person),
                        encrypted("Titlebird ", person),
                        encrypted("Rolebird ", person),
                        encrypted("Preferencebird ", person),
                        encrypted("Interestbird ", person),
                        encrypted("Evidencebird ", person),
                        encrypted("Detailbird ", person)));
        return id(customer);
    }

    private void addRecords(int person, String customer) throws Exception {
        var interaction = system.post("/api/interactions", "call-" + person, null, """
            {"customerId": "%s", "channel": "PHONE", "direction": "INBOUND", "subject": "%s", "content": "%s",
             "outcome": {"code": "INTERESTED", "note": "%s"}}\
            """.formatted(
                        customer,
                        encrypted("Subjectbird ", person),
                        encrypted("Contentbird ", person),
                        encrypted("Notebird ", person)));
        var ticket = system.post(
                "/api/tickets", "ticket-" + person, null, """
                    {"customerId": "%s", "type": "QUESTION", "needDescription": "%s"}\
                    """.formatted(customer, encrypted("Needbird" + " ", person)));
        var _ = system.post("/api/orders", "order-" + person, null, """
            {"customerId": "%s", "currency": "USD", "terms": "IMMEDIATE",
             "lines": [{"sku": "TEA", "name": "Tea", "kind": "GOODS", "quantity": 1, "unitPrice": "12.30"}]}\
            """.formatted(customer));
        records.put(customer, List.of("/api/interactions/" + id(interaction), "/api/tickets/" + id(ticket)));
    }

    /** The header holds a canary, as if it were missing and the line were a row; another row has a column too many. */
    private void importFromFile() throws Exception {
        var file = """
            externalId,nickname,email,%s
            filed-1,%s,%s@example.org,x
            filed-2,%s,%s,y,more
            """.formatted(
                        encrypted("Headerbird ", 0),
                        searchable("Filedbird ", 1),
                        encrypted("filed", 1),
                        encrypted("Filedbird ", 2),
                        encrypted("noaddress", 2));
        var batch = system.post("/api/customers/imports?system=file", "import", null, "text/csv", file);
        var path = "/api/customers/imports/" + id(batch);
        step(path, "validate", "VALIDATED");
        step(path, "start", "COMPLETED_WITH_ERRORS");
        var filed = system.get("gateway", "/api/customers?externalSystem=file&externalId=filed-1");
        records.put(id(filed.get("items").get(0)), List.of());
    }

    private void step(String path, String step, String state) throws Exception {
        var _ = system.post(path + "/" + step, step, system.version(path), "{}");
        Awaitility.await()
                .until(() -> system.get("gateway", path).get("state").asString().equals(state));
    }

    private static String id(JsonNode record) {
        return record.get("id").asString();
    }

    private String date(int person) {
        var date = LocalDate.of(1931, 1, 1).plusDays(person * 7L).toString();
        encrypted.add(date);
        return date;
    }

    private String encrypted(String kind, int person) {
        return planted(encrypted, kind, person);
    }

    private String searchable(String kind, int person) {
        return planted(searchable, kind, person);
    }

    private static String planted(List<String> canaries, String kind, int person) {
        var canary = kind + (6000 + person * 7);
        canaries.add(canary);
        return canary;
    }
}
