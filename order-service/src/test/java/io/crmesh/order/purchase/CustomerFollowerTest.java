package io.crmesh.order.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.order.OrderServiceTest;
import io.crmesh.platform.Scope;
import io.crmesh.platform.consume.FactConsumer;
import io.crmesh.platform.fact.Outcome;
import io.crmesh.platform.seal.Erasures;
import io.crmesh.platform.store.Access;
import io.crmesh.platform.testing.CustomerFacts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class CustomerFollowerTest extends OrderServiceTest {

    @Autowired
    Orders orders;

    @Autowired
    Access.Directory directory;

    private CustomerFacts customers;

    @BeforeEach
    void listen(@Autowired List<FactConsumer> consumers) {
        customers = CustomerFacts.to(consumers, "orders.customers");
    }

    @Test
    void whoeverLooksAfterTheCustomerSeesTheOrders() {
        customers.registered("cus_f1", "anna", "south");
        var order = id(place("cus_f1"));
        assertThat(orders.find(order, Scope.own("anna"))).isPresent();

        assertThat(customers.handedOver("cus_f1", 2, "li", "north")).isEqualTo(Outcome.APPLIED);

        assertThat(orders.find(order, Scope.own("anna"))).isEmpty();
        assertThat(orders.find(order, Scope.own("li"))).isPresent();
        assertThat(orders.find(order, new Scope.Theirs("zoe", Set.of("north")))).isPresent();
    }

    @Test
    void aFactThatComesTwiceChangesNothingAndOneTooEarlyWaits() {
        customers.registered("cus_f2", "anna", "south");
        customers.handedOver("cus_f2", 2, "li", "south");
        var order = id(place("cus_f2"));

        assertThat(customers.registered("cus_f2", "anna", "south")).isEqualTo(Outcome.DUPLICATE);
        assertThat(customers.handedOver("cus_f2", 4, "eve", "south")).isEqualTo(Outcome.GAP);

        assertThat(orders.find(order, Scope.own("li"))).isPresent();
        assertThat(customers.fact("cus_f2", 3, "customer.profile-changed", "{}"))
                .isEqualTo(Outcome.APPLIED);
        assertThat(customers.handedOver("cus_f2", 4, "eve", "south")).isEqualTo(Outcome.APPLIED);
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
            assertThat(directory.of(Set.of(customer)))
                    .isEqualTo(Map.of(customer, new Access(customer, null, "of " + customer)));
        }
    }

    /** First somebody's, then nobody's of another team; the first is told twice. */
    private Callable<List<Outcome>> story(String customer) {
        return () -> List.of(
                customers.registered(customer, "anna", "south"),
                customers.registered(customer, "anna", "south"),
                customers.fact(customer, 2, "customer.owner-changed", "{\"team\": \"of %s\"}".formatted(customer)));
    }

    @Test
    void whoIsErasedBuysNothingMore(@Autowired Erasures erasures) {
        customers.registered("cus_f3", "anna", "south");
        assertThat(place("cus_f3")).hasStatus(201);

        customers.fact("cus_f3", 2, "customer.erased", "{}");

        assertThat(erasures.erasedAt("cus_f3")).isPresent();
        assertThat(http.get().uri("/api/orders?customer=cus_f3"))
                .as("what was sold stays")
                .hasStatusOk()
                .bodyText()
                .contains("cus_f3");

        assertThat(place("cus_f3"))
                .hasStatus(422)
                .bodyJson()
                .isLenientlyEqualTo("{\"errors\": [{\"field\": \"customerId\"}]}");
    }

    @Test
    void aCustomerWhoseFactsArrivedIsNotAskedForElsewhere() {
        customers.registered("cus_f4", "anna", "south");
        var asked = CUSTOMERS.asked();

        assertThat(place("cus_f4")).hasStatus(201);

        assertThat(CUSTOMERS.asked()).isEqualTo(asked);
    }

    private MvcTestResult place(String customer) {
        return post("/api/orders", """
                {"customerId": "%s", "currency": "USD",
                 "lines": [{"sku": "TEA", "name": "Tea", "kind": "GOODS", "quantity": 1, "unitPrice": "1.00"}]}""".formatted(customer));
    }
}
