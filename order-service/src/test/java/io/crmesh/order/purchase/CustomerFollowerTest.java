package io.crmesh.order.purchase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.crmesh.order.OrderServiceTest;
import io.crmesh.order.customer.Customers;
import io.crmesh.platform.Scope;
import io.crmesh.platform.fact.Actor;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.fact.Mode;
import io.crmesh.platform.fact.Outcome;
import io.crmesh.platform.store.Access;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class CustomerFollowerTest extends OrderServiceTest {

    private static final Instant THEN = Instant.parse("2026-01-31T09:30:00Z");

    @Autowired
    CustomerFollower follower;

    @Autowired
    Orders orders;

    @Autowired
    Customers customers;

    @Test
    void whoeverLooksAfterTheCustomerSeesTheOrders() {
        tell(
                "cus_f1",
                1,
                "customer.registered",
                "{\"kind\": \"PERSON\", \"stage\": \"LEAD\", \"owner\": \"anna\", \"team\": \"south\"}");
        var order = id(place("cus_f1"));
        assertThat(orders.find(order, Scope.own("anna"))).isPresent();

        assertThat(tell("cus_f1", 2, "customer.owner-changed", "{\"owner\": \"li\", \"team\": \"north\"}"))
                .isEqualTo(Outcome.APPLIED);

        assertThat(orders.find(order, Scope.own("anna"))).isEmpty();
        assertThat(orders.find(order, Scope.own("li"))).isPresent();
        assertThat(orders.find(order, new Scope.Theirs("zoe", Set.of("north")))).isPresent();
    }

    @Test
    void aFactThatComesTwiceChangesNothingAndOneTooEarlyWaits() {
        tell("cus_f2", 1, "customer.registered", "{\"owner\": \"anna\"}");
        tell("cus_f2", 2, "customer.owner-changed", "{\"owner\": \"li\"}");
        var order = id(place("cus_f2"));

        assertThat(tell("cus_f2", 1, "customer.registered", "{\"owner\": \"anna\"}"))
                .isEqualTo(Outcome.DUPLICATE);
        assertThat(tell("cus_f2", 4, "customer.owner-changed", "{\"owner\": \"eve\"}"))
                .isEqualTo(Outcome.GAP);

        assertThat(orders.find(order, Scope.own("li"))).isPresent();
        assertThat(tell("cus_f2", 3, "customer.profile-changed", "{}")).isEqualTo(Outcome.APPLIED);
        assertThat(tell("cus_f2", 4, "customer.owner-changed", "{\"owner\": \"eve\"}"))
                .isEqualTo(Outcome.APPLIED);
        assertThat(orders.find(order, Scope.own("eve"))).isPresent();
    }

    @Test
    void factsOfManyCustomersAtOnceAreEachTakenOnce() throws Exception {
        var many = IntStream.range(0, 200).mapToObj("cus_many%d"::formatted).toList();
        try (var consumers = Executors.newVirtualThreadPerTaskExecutor()) {
            var told = consumers.invokeAll(many.stream().map(this::story).toList());

            for (var outcomes : told) {
                assertThat(outcomes.get()).containsExactly(Outcome.APPLIED, Outcome.DUPLICATE, Outcome.APPLIED);
            }
        }
        for (var customer : many) {
            assertThat(customers.accessTo(customer)).isEqualTo(new Access(customer, null, "of " + customer));
        }
    }

    /** First somebody's, then nobody's of another team; the first is told twice. */
    private Callable<List<Outcome>> story(String customer) {
        return () -> List.of(
                tell(customer, 1, "customer.registered", "{\"owner\": \"anna\", \"team\": \"south\"}"),
                tell(customer, 1, "customer.registered", "{\"owner\": \"anna\", \"team\": \"south\"}"),
                tell(customer, 2, "customer.owner-changed", "{\"team\": \"of %s\"}".formatted(customer)));
    }

    @Test
    void whoIsErasedBuysNothingMore() {
        tell("cus_f3", 1, "customer.registered", "{}");
        assertThat(place("cus_f3")).hasStatus(201);

        tell("cus_f3", 2, "customer.erased", "{}");

        assertThat(place("cus_f3"))
                .hasStatus(422)
                .bodyJson()
                .isLenientlyEqualTo("{\"errors\": [{\"field\": \"customerId\"}]}");
    }

    @Test
    void aCustomerWhoseFactsArrivedIsNotAskedForElsewhere() {
        tell("cus_f4", 1, "customer.registered", "{}");
        var asked = CUSTOMERS.asked();

        assertThat(place("cus_f4")).hasStatus(201);

        assertThat(CUSTOMERS.asked()).isEqualTo(asked);
    }

    private MvcTestResult place(String customer) {
        return post("/api/orders", """
                {"customerId": "%s", "currency": "USD",
                 "lines": [{"sku": "TEA", "name": "Tea", "kind": "GOODS", "quantity": 1, "unitPrice": "1.00"}]}""".formatted(customer));
    }

    @CanIgnoreReturnValue
    private Outcome tell(String customer, long sequence, String type, String body) {
        return follower.apply(new Fact(
                customer + ":" + sequence,
                type,
                "/crm/customers",
                customer,
                sequence,
                customer,
                customer,
                THEN,
                THEN,
                Mode.LIVE,
                Actor.system("test"),
                "c",
                null,
                null,
                body.getBytes(UTF_8)));
    }
}
