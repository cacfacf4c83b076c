package io.crmesh.order.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.order.OrderServiceTest;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.consume.EventConsumer;
import io.crmesh.platform.document.RecordOwner;
import io.crmesh.platform.event.Outcome;
import io.crmesh.platform.testing.CustomerEvents;
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

class CustomerConsumerTest extends OrderServiceTest {

    @Autowired
    Orders orders;

    @Autowired
    RecordOwner.Directory directory;

    private CustomerEvents customers;

    @BeforeEach
    void findConsumer(@Autowired List<EventConsumer> consumers) {
        customers = CustomerEvents.to(consumers, "orders.customers");
    }

    @Test
    void duplicateEventChangesNothingAndEarlyEventAwaitsGap() {
        customers.registered("cus_f2", "anna", "south");
        customers.handedOver("cus_f2", 2, "li", "south");
        var order = id(place("cus_f2"));

        assertThat(customers.registered("cus_f2", "anna", "south")).isEqualTo(Outcome.DUPLICATE);
        assertThat(customers.handedOver("cus_f2", 4, "eve", "south")).isEqualTo(Outcome.GAP);

        assertThat(orders.find(order, AccessScope.own("li"))).isPresent();
        assertThat(customers.event("cus_f2", 3, "customer.profile-changed", "{}"))
                .isEqualTo(Outcome.APPLIED);
        assertThat(customers.handedOver("cus_f2", 4, "eve", "south")).isEqualTo(Outcome.APPLIED);
        assertThat(orders.find(order, AccessScope.own("eve"))).isPresent();
    }

    @Test
    void concurrentEventsOfManyCustomersAreAppliedOnce() throws Exception {
        var many = IntStream.range(0, 200).mapToObj("cus_many%d"::formatted).toList();
        try (var consumers = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = consumers.invokeAll(many.stream().map(this::story).toList());

            for (var outcomes : results) {
                assertThat(outcomes.get()).containsExactly(Outcome.APPLIED, Outcome.DUPLICATE, Outcome.APPLIED);
            }
        }
        for (var customer : many) {
            assertThat(directory.of(Set.of(customer)))
                    .isEqualTo(Map.of(customer, new RecordOwner(customer, null, "of " + customer)));
        }
    }

    /** The customer is registered, twice; then it loses its owner and moves to another team. */
    private Callable<List<Outcome>> story(String customer) {
        return () -> List.of(
                customers.registered(customer, "anna", "south"),
                customers.registered(customer, "anna", "south"),
                customers.event(customer, 2, "customer.owner-changed", "{\"team\": \"of %s\"}".formatted(customer)));
    }

    @Test
    void customerKnownFromEventsIsNotLookedUp() {
        customers.registered("cus_f4", "anna", "south");
        var lookUps = CUSTOMERS.asked();

        assertThat(place("cus_f4")).hasStatus(201);

        assertThat(CUSTOMERS.asked()).isEqualTo(lookUps);
    }

    private MvcTestResult place(String customer) {
        return post("/api/orders", """
            {"customerId": "%s", "currency": "USD",
             "lines": [{"sku": "TEA", "name": "Tea", "kind": "GOODS", "quantity": 1, "unitPrice": "1.00"}]}\
            """.formatted(customer));
    }
}
