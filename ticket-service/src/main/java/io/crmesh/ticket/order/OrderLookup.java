package io.crmesh.ticket.order;

import io.crmesh.platform.ServiceSettings;
import io.crmesh.platform.auth.ServiceTokens;
import io.crmesh.platform.ownership.OwnerLookup;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient.RequestHeadersSpec.ConvertibleClientHttpResponse;

/** HTTP client that looks an order up in order-service, by its first event. */
@Component
class OrderLookup {

    /** The field that is read of an event. */
    record Placed(@Nullable String customer) {}

    private final OwnerLookup orders;

    OrderLookup(ServiceSettings settings, ServiceTokens serviceTokens) {
        this.orders = new OwnerLookup("orders", settings, serviceTokens);
    }

    Optional<String> customerOf(String order) {
        return orders.ask("/internal/events/{order}?after=0&limit=1", order, (_, response) -> read(response));
    }

    private static Optional<String> read(ConvertibleClientHttpResponse response) throws IOException {
        return switch (response.getStatusCode().value()) {
            case 200 ->
                Stream.ofNullable(response.bodyTo(Placed[].class))
                        .flatMap(Stream::of)
                        .flatMap(event -> Stream.ofNullable(event.customer()))
                        .findFirst();
            case 404 -> Optional.empty();
            default -> throw new ResourceAccessException("order-service answered " + response.getStatusCode());
        };
    }
}
