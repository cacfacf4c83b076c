package io.crmesh.benchmarks.contest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crmesh.benchmarks.load.ApiClient;
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

/** Client of an automation that thanks for every order by mail, and of its results. */
public record ThankYouAutomation(
        ApiClient customers, ApiClient marketing, ApiClient mails, Map<String, String> orders) {

    public static final String TOPIC = "crm.marketing";

    /** Prefix of a run's subject, before the id of its order. */
    public static final String RUN = "run:";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PAGE = 200;

    public static ThankYouAutomation by(URI customers, URI marketing, URI mails) {
        return new ThankYouAutomation(
                ApiClient.of(customers), ApiClient.of(marketing), ApiClient.of(mails), new ConcurrentHashMap<>());
    }

    public void enable(Path root) throws IOException, InterruptedException {
        var example = Files.readString(root.resolve("docs/examples/third-purchase.json"));
        var each = example.replaceFirst("\"is\": \"=\", \"value\": 3", "\"is\": \">=\", \"value\": 1")
                .replace("\"ONCE\"", "\"EACH_EVENT\"")
                .replaceFirst("\"subject\": \"[^\"]*\"", "\"subject\": \"{{ event.orderNumber }}\"");
        enable(each);
    }

    /** Thanks for the third order alone, as the tour of the README does. */
    public void enableForThird(Path root) throws IOException, InterruptedException {
        enable(Files.readString(root.resolve("docs/examples/third-purchase.json")));
    }

    private void enable(String automation) throws IOException, InterruptedException {
        var made = marketing.post("/api/automations", automation);
        var _ = marketing.postToNew("/api/automations/" + made.get("id").asString() + "/enable", "{}");
    }

    /** Registers customers who consented to mails. */
    public List<String> register(int count) throws IOException, InterruptedException {
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

    /** The subject of an event: an order, or the run that it started; keeps the numbers of orders. */
    public String subjectOf(ConsumerRecord<byte[], byte[]> delivery) {
        return switch (header(delivery, "ce_type")) {
            case "order.placed" -> {
                var order = header(delivery, "ce_subject");
                var _ = orders.put(
                        JSON.readTree(delivery.value()).get("orderNumber").asString(), order);
                yield order;
            }
            case "automation.triggered" -> {
                var event = JSON.readTree(delivery.value()).get("event").asString();
                yield RUN + event.substring(0, event.indexOf(':'));
            }
            default -> "";
        };
    }

    private static String header(ConsumerRecord<byte[], byte[]> delivery, String name) {
        var header = delivery.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    public long mailed() throws IOException, InterruptedException {
        return mails.get("/api/v1/messages?limit=1").get("total").asLong();
    }

    /** Arrival of the last mails at the mail server, in nanoseconds of the wall clock, by order. */
    public Map<String, Long> mailArrivals(long count) throws IOException, InterruptedException {
        var arrivals = new HashMap<String, Long>();
        for (int start = 0; start < count; start += PAGE) {
            var page = mails.get("/api/v1/messages?limit=%d&start=%d".formatted(PAGE, start));
            for (var mail : page.get("messages")) {
                var order = orders.get(mail.get("Subject").asString());
                if (order != null) {
                    var at = Instant.parse(mail.get("Created").asString()).toEpochMilli();
                    arrivals.put(order, TimeUnit.MILLISECONDS.toNanos(at));
                }
            }
        }
        return arrivals;
    }
}
