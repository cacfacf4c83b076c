package io.crmesh.benchmarks.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crmesh.benchmarks.load.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.json.JsonMapper;

/** An automation that thanks for every order, and what came of it. */
record Thanks(Json customers, Json marketing, Json mails, Map<String, String> orders) {

    static final String TOPIC = "crm.marketing";

    /** What comes before the id of the order that a run is for. */
    static final String RUN = "run:";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PAGE = 200;

    static Thanks by(URI customers, URI marketing, URI mails) {
        return new Thanks(Json.of(customers), Json.of(marketing), Json.of(mails), new ConcurrentHashMap<>());
    }

    void enable(Path root) throws IOException, InterruptedException {
        var example = Files.readString(root.resolve("docs/examples/third-purchase.json"));
        var each = example.replaceFirst("\"is\": \"=\", \"value\": 3", "\"is\": \">=\", \"value\": 1")
                .replace("\"ONCE\"", "\"EACH_FACT\"")
                .replaceFirst("\"subject\": \"[^\"]*\"", "\"subject\": \"{{ fact.orderNumber }}\"");
        var made = marketing.post("/api/automations", each);
        var _ = marketing.postToNew("/api/automations/" + made.get("id").asString() + "/enabling", "{}");
    }

    /** People who agreed to be written to. */
    List<String> register(int count) throws IOException, InterruptedException {
        var ids = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            var made = customers.post("/api/customers", """
                    {"kind": "PERSON", "name": {"nickname": "Number %d"}, "stage": "CUSTOMER",
                     "emails": [{"value": "number-%d@benchmark.example"}],
                     "consents": [{"purpose": "MARKETING", "channel": "EMAIL", "state": "GRANTED"}]}
                    """.formatted(i, i));
            ids.add(made.get("id").asString());
        }
        return ids;
    }

    /** What a fact is about: an order, or the run that was begun for one; remembers the numbers of orders. */
    String about(ConsumerRecord<byte[], byte[]> delivery) {
        return switch (header(delivery, "ce_type")) {
            case "order.placed" -> {
                var order = header(delivery, "ce_subject");
                var _ = orders.put(
                        JSON.readTree(delivery.value()).get("orderNumber").asString(), order);
                yield order;
            }
            case "automation.triggered" -> {
                var fact = JSON.readTree(delivery.value()).get("fact").asString();
                yield RUN + fact.substring(0, fact.indexOf(':'));
            }
            default -> "";
        };
    }

    private static String header(ConsumerRecord<byte[], byte[]> delivery, String name) {
        var header = delivery.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    long mailed() throws IOException, InterruptedException {
        return mails.get("/api/v1/messages?limit=1").get("total").asLong();
    }

    /** When the mail server had the last mails, in nanoseconds of the wall clock, by the order that each is about. */
    Map<String, Long> handedOver(long count) throws IOException, InterruptedException {
        var handed = new HashMap<String, Long>();
        for (int start = 0; start < count; start += PAGE) {
            var page = mails.get("/api/v1/messages?limit=%d&start=%d".formatted(PAGE, start));
            for (var mail : page.get("messages")) {
                var order = orders.get(mail.get("Subject").asString());
                if (order != null) {
                    var at = Instant.parse(mail.get("Created").asString()).toEpochMilli();
                    handed.put(order, TimeUnit.MILLISECONDS.toNanos(at));
                }
            }
        }
        return handed;
    }
}
