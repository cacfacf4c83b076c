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
 * People of whom every personal field says something that stands nowhere else, such as {@code Needbird 6007}: customers
 * by hand and from a file, what was said with them and what they asked for, and a mail to each.
 */
final class People {

    private static final int NUMBER = 24;

    private final RunningSystem system;
    private final List<String> sealed = new ArrayList<>();
    private final List<String> searchable = new ArrayList<>();
    private final Map<String, List<String>> records = new LinkedHashMap<>();

    private People(RunningSystem system) {
        this.system = system;
    }

    static People in(RunningSystem system) throws Exception {
        var people = new People(system);
        people.thankAtTheFirstPurchase();
        for (int person = 0; person < NUMBER; person++) {
            people.live(person, people.register(person));
        }
        people.comeFromAFile();
        return people;
    }

    /** What stands in no file in clear, at any time. */
    List<String> sealed() {
        return sealed;
    }

    /** What is searched and sorted by, and so stands in clear in the live record until somebody is erased. */
    List<String> searchable() {
        return searchable;
    }

    /** The customers, each with the addresses of what else there is about them. */
    Map<String, List<String>> records() {
        return records;
    }

    int mails() {
        return NUMBER;
    }

    private void thankAtTheFirstPurchase() throws Exception {
        var example = Files.readString(Path.of("../../docs/examples/third-purchase.json"));
        var made = system.post("/api/automations", "thanks", null, example.replace("\"value\": 3", "\"value\": 1"));
        var _ = system.post("/api/automations/" + id(made) + "/enabling", "on", "\"1\"", "{}");
    }

    private String register(int person) throws Exception {
        var customer = system.post("/api/customers", "customer-" + person, null, """
                {"kind": "PERSON", "name": {"legal": "%s", "nickname": "%s"}, "birthDate": "%s",
                 "externalId": {"system": "shop", "id": "%s"}, "tags": ["%s"],
                 "emails": [{"value": "%s@example.org"}], "phones": [{"e164": "%s"}],
                 "addresses": [{"street": "%s", "postalCode": "%s", "country": "DE"}],
                 "occupation": "%s", "jobTitle": "%s", "buyingRole": "%s", "preferences": ["%s"], "interests": ["%s"],
                 "consents": [{"purpose": "MARKETING", "channel": "EMAIL", "state": "GRANTED", "evidence": "%s"}],
                 "source": {"channel": "WEB", "detail": "%s"}}""".formatted(
                        found("Legalbird ", person),
                        found("Nickbird ", person),
                        date(person),
                        found("outside-", person),
                        found("tagbird-", person),
                        kept("mail", person),
                        kept("+4915112345", person),
                        kept("Streetbird ", person),
                        kept("P7391", person),
                        kept("Occupationbird ", person),
                        kept("Titlebird ", person),
                        kept("Rolebird ", person),
                        kept("Preferencebird ", person),
                        kept("Interestbird ", person),
                        kept("Evidencebird ", person),
                        kept("Detailbird ", person)));
        return id(customer);
    }

    private void live(int person, String customer) throws Exception {
        var said = system.post("/api/interactions", "call-" + person, null, """
                {"customerId": "%s", "channel": "PHONE", "direction": "INBOUND", "subject": "%s", "content": "%s",
                 "outcome": {"code": "INTERESTED", "note": "%s"}}""".formatted(
                customer, kept("Subjectbird ", person), kept("Contentbird ", person), kept("Notebird ", person)));
        var ticket = system.post(
                "/api/tickets", "ticket-" + person, null, """
                {"customerId": "%s", "type": "QUESTION", "needDescription": "%s"}""".formatted(customer, kept("Needbird ", person)));
        var _ = system.post("/api/orders", "order-" + person, null, """
                {"customerId": "%s", "currency": "USD", "terms": "IMMEDIATE",
                 "lines": [{"sku": "TEA", "name": "Tea", "kind": "GOODS", "quantity": 1, "unitPrice": "12.30"}]}""".formatted(customer));
        records.put(customer, List.of("/api/interactions/" + id(said), "/api/tickets/" + id(ticket)));
    }

    /** Its first line looks like a row, as it does where somebody forgot the header; another one is no address. */
    private void comeFromAFile() throws Exception {
        var file = """
                externalId,nickname,email,%s
                filed-1,%s,%s@example.org,x
                filed-2,%s,%s,y
                """.formatted(
                        kept("Headerbird ", 0),
                        found("Filedbird ", 1),
                        kept("filed", 1),
                        kept("Filedbird ", 2),
                        kept("noaddress", 2));
        var batch = system.post("/api/customers/imports?system=file", "import", null, "text/csv", file);
        var place = "/api/customers/imports/" + id(batch);
        step(place, "validation", "VALIDATED");
        step(place, "start", "COMPLETED_WITH_ERRORS");
        var filed = system.get("gateway", "/api/customers?externalSystem=file&externalId=filed-1");
        records.put(id(filed.get("items").get(0)), List.of());
    }

    private void step(String place, String step, String state) throws Exception {
        var _ = system.post(place + "/" + step, step, system.version(place), "{}");
        Awaitility.await()
                .until(() ->
                        system.get("gateway", place).get("state").asString().equals(state));
    }

    private static String id(JsonNode record) {
        return record.get("id").asString();
    }

    private String date(int person) {
        var date = LocalDate.of(1931, 1, 1).plusDays(person * 7L).toString();
        sealed.add(date);
        return date;
    }

    private String kept(String kind, int person) {
        return planted(sealed, kind, person);
    }

    private String found(String kind, int person) {
        return planted(searchable, kind, person);
    }

    private static String planted(List<String> canaries, String kind, int person) {
        var canary = kind + (6000 + person * 7);
        canaries.add(canary);
        return canary;
    }
}
