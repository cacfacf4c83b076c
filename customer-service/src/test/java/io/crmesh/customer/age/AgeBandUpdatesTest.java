package io.crmesh.customer.age;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.contracts.Contracts;
import io.crmesh.customer.registry.CustomerService;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.Sent;
import io.crmesh.platform.testing.ServiceTest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The band that is published follows the customer's age. */
@ServiceTest
class AgeBandUpdatesTest {

    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    @Test
    void customerRegisteredForThePastIsToldAsOfToday(@Autowired MockMvcTester http) {
        var id = register(http, "\"birthYear\": 1950, \"registeredAt\": \"1997-01-01T00:00:00Z\"");

        assertThat(bandOf(Sent.events("crm.customers", id, 1).getLast())).contains("65+");
    }

    @Test
    void bandMovesOnceOnItsDayAlsoWhenTheDayIsMadeUpFor(
            @Autowired MockMvcTester http,
            @Autowired CustomerService service,
            @Autowired AgeBandProgress progress,
            @Autowired Clock clock) {
        var updates = new AgeBandUpdates(service, progress, clock);
        var moving = register(
                http, "\"birthDate\": \"%s\"".formatted(today.plusDays(2).minusYears(45)));
        var staying = register(
                http, "\"birthDate\": \"%s\"".formatted(today.plusDays(2).minusYears(44)));
        updates.catchUp(today);

        updates.catchUp(today.plusDays(3));
        updates.catchUp(today.plusDays(3));
        service.growOlder(today.plusDays(2));
        progress.done(today);

        var client = new Api(http);
        assertThat(client.get("/api/customers/" + moving).etag()).isEqualTo("\"2\"");
        assertThat(client.get("/api/customers/" + staying).etag()).isEqualTo("\"1\"");
        var moved = Sent.events("crm.customers", moving, 2);
        assertThat(bandOf(moved.getFirst())).contains("35-44");
        assertThat(bandOf(moved.getLast())).contains("45-54").contains("\"changed\":[\"ageBand\"]");
        assertThat(Contracts.load()
                        .validateProduced(
                                "customer.profile-changed", moved.getLast().body()))
                .isEmpty();
    }

    private static String register(MockMvcTester http, String more) {
        return new Api(http)
                .post(
                        "/api/customers",
                        "{\"kind\": \"PERSON\", \"name\": {\"legal\": \"Ann Lee\"}, %s}".formatted(more))
                .expect(201)
                .id();
    }

    private static String bandOf(RecordedEvent event) {
        return new String(event.body(), StandardCharsets.UTF_8);
    }
}
