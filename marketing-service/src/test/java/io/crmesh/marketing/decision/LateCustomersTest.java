package io.crmesh.marketing.decision;

import static io.crmesh.marketing.TestEvents.placed;
import static io.crmesh.marketing.TestEvents.registeredIn;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.crmesh.marketing.MarketingTest;
import io.crmesh.marketing.decision.Verdict.Outcome;
import io.crmesh.platform.event.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Customers register and order at once; their orders' events overtake their registrations on the other topic. */
class LateCustomersTest extends MarketingTest {

    private static final int MANY = 1000;
    private static final int FEW_ABROAD = 50;
    private static final Duration DELAY = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofSeconds(45);

    @Autowired
    private Profiles profiles;

    @Autowired
    private MongoDatabase database;

    @AfterEach
    void customerServiceIsBack() {
        CUSTOMERS.away(false);
    }

    /** What an empty profile would meet, too. */
    private String thanksAbroad() {
        return enabled("""
                {"name": "Thank customers abroad", "trigger": "order.placed",
                 "condition": {"profile": "country", "is": "!=", "value": "US"},
                 "steps": [{"id": "thanks", "send": {"channel": "EMAIL", "purpose": "SERVICE",
                    "template": {"subject": "Thanks", "text": "Thanks"}}}]}""");
    }

    private static boolean isAbroad(int number) {
        return number < FEW_ABROAD;
    }

    private static RecordedEvent registration(String customer, int number) {
        return registeredIn(isAbroad(number) ? "CN" : "US", customer);
    }

    private static RecordedEvent order(String customer, int number) {
        return placed(customer, "ord_" + customer, "1.00")
                .restingOn(registration(customer, number).reference());
    }

    /** The broker holds back the registrations, which it has first, for five seconds; customer-service is away meanwhile. */
    @Test
    void noPurchaseIsJudgedWithoutItsCustomer() {
        var automation = thanksAbroad();
        var customers = IntStream.range(0, MANY).mapToObj(_ -> newId("cus_")).toList();
        CUSTOMERS.away(true);
        try (var producer = transactional()) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, each(customers, LateCustomersTest::registration));
            var orders = each(customers, LateCustomersTest::order);

            publishAll(orders);
            publishAll(orders);

            await().atMost(LONG).untilAsserted(() -> assertThat(waiting()).isGreaterThanOrEqualTo(MANY));
            await().during(DELAY).atMost(LONG).until(() -> known(customers) == 0);
            producer.commitTransaction();
        }
        await().atMost(LONG).untilAsserted(() -> assertThat(waiting()).isZero());
        CUSTOMERS.away(false);

        for (int i = 0; i < MANY; i++) {
            var customer = customers.get(i);
            var entries = profiles.journal(customer, 0, 10);
            assertThat(entries)
                    .extracting(entry -> entry.event().id())
                    .containsExactly(customer + ":1", "ord_" + customer + ":1");
            var verdicts = requireNonNull(entries.getLast().verdict(Verdicts.class));
            assertThat(verdicts.of())
                    .filteredOn(verdict -> verdict.automation().equals(automation))
                    .extracting(Verdict::outcome)
                    .containsExactly(isAbroad(i) ? Outcome.STARTED : Outcome.NOT_MATCHED);
        }
        var abroad = customers.subList(0, FEW_ABROAD);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(abroad)
                        .allSatisfy(customer -> assertThat(mailsTo(customer)).hasSize(1)));
        assertThat(customers.subList(FEW_ABROAD, MANY))
                .allSatisfy(customer -> assertThat(mailsTo(customer)).isEmpty());
    }

    @Test
    void registrationThatDoesNotArriveIsFetchedAndTheExplanationSaysThatThePurchaseWaited() {
        var automation = thanksAbroad();
        var customer = newId("cus_");
        var registration = registeredIn("US", customer);
        CUSTOMERS.owns(registration);
        var before = Instant.now();

        publish(placed(customer, newId("ord_"), "1.00").restingOn(registration.reference()));

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(profiles.journal(customer, 0, 10)).hasSize(2));
        var path = "/api/automations/" + automation + "/why/" + customer;
        var why = json(get(path));
        assertThat(why.path("answer").asString()).isEqualTo("NOT_MATCHED");
        var waited = why.path("events").path(0).path("waited");
        assertThat(waited.path("on").asString()).isEqualTo(customer + ":1");
        var since = Instant.parse(waited.path("since").asString());
        assertThat(since).isAfterOrEqualTo(before.minusMillis(1));
        assertThat(Instant.parse(waited.path("until").asString())).isAfter(since.plusSeconds(1));

        publish(registration, placed(customer, newId("ord_"), "2.00").restingOn(registration.reference()));

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(profiles.journal(customer, 0, 10)).hasSize(3));
        assertThat(json(get(path)).path("events").path(0).has("waited")).isFalse();
    }

    private interface EventOf {
        RecordedEvent of(String customer, int number);
    }

    private static List<RecordedEvent> each(List<String> customers, EventOf event) {
        return IntStream.range(0, customers.size())
                .mapToObj(i -> event.of(customers.get(i), i))
                .toList();
    }

    private static void publishAll(List<RecordedEvent> events) {
        publish(events.toArray(RecordedEvent[]::new));
    }

    private static KafkaProducer<byte[], byte[]> transactional() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker(), "transactional.id", newId("late-")),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private long waiting() {
        return database.getCollection("dead-letters").countDocuments(Filters.eq("group", "marketing.profiles"));
    }

    private int known(List<String> customers) {
        var ids = new ArrayList<String>();
        customers.forEach(customer -> ids.add(profiles.idOf(customer)));
        return database.getCollection("profiles")
                .find(Filters.in("_id", ids))
                .into(new ArrayList<>())
                .size();
    }
}
