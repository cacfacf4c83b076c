package io.crmesh.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServicesTest {

    private static final String HEADER = "service,module,port,url,events,scopes\n";

    @Test
    void rowIsReadWithItsWords() {
        var tickets = "tickets,ticket-service,8104,CRM_TICKETS_URL,ticket queue,events:read owners:read\n";

        assertThat(Services.parsed(HEADER + tickets))
                .containsExactly(new Services.Service(
                        "tickets",
                        "ticket-service",
                        8104,
                        "CRM_TICKETS_URL",
                        Set.of("ticket", "queue"),
                        Set.of("events:read", "owners:read")));
    }

    @Test
    void gatewayIsNoServiceBehindItself() {
        assertThat(Services.parsed(HEADER + "gateway,gateway,8080,CRM_PUBLIC_URL,,\n"))
                .isEmpty();
        assertThat(Services.ofModule("gateway")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tickets,ticket-service,8104,CRM_TICKETS_URL,,\n", HEADER + "tickets,ticket-service\n"})
    void invalidListIsRefused(String list) {
        assertThatThrownBy(() -> Services.parsed(list)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void listOfTheProjectHasNoRowTwice() {
        assertThat(Services.all()).isNotEmpty();
        assertThat(Services.all()).extracting(Services.Service::name).doesNotHaveDuplicates();
        assertThat(Services.all()).extracting(Services.Service::module).doesNotHaveDuplicates();
        assertThat(Services.all()).extracting(Services.Service::port).doesNotHaveDuplicates();
        assertThat(Services.all()).extracting(Services.Service::urlVariable).doesNotHaveDuplicates();
        assertThat(Services.all().stream().flatMap(service -> service.events().stream()))
                .doesNotHaveDuplicates();
    }

    @Test
    void serviceIsFoundByNameAndByModule() {
        var orders = Services.named("orders");

        assertThat(orders.module()).isEqualTo("order-service");
        assertThat(Services.ofModule("order-service")).contains(orders);
        assertThat(orders.url()).isEqualTo("${CRM_ORDERS_URL:${crm.scheme}://127.0.0.1:8102}");
        assertThatThrownBy(() -> Services.named("parcels")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void firstWordOfAnEventNamesItsOwner() {
        var orders = Services.named("orders");

        assertThat(orders.owns("order.placed")).isTrue();
        assertThat(orders.owns("ordering.done")).isFalse();
        assertThat(orders.owns("order")).isFalse();
    }
}
