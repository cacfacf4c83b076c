package io.crmesh.platform.consume;

import io.crmesh.platform.event.EventReference;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.http.OutgoingRequests;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpStatusCodeException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** HTTP client that fetches the events of an aggregate from the service that owns it. */
public class OwnerEvents {

    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration READ = Duration.ofSeconds(3);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** While an owner is away, those who wait for it give up at once, so others are asked meanwhile. */
    private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
            .slidingWindowSize(20)
            .minimumNumberOfCalls(10)
            .waitDurationInOpenState(Duration.ofSeconds(2))
            .permittedNumberOfCallsInHalfOpenState(3)
            .recordExceptions(Outage.class)
            .build());

    private final RestClient http;
    private final Function<String, URI> addresses;

    /**
     * A client with short timeouts.
     *
     * @param addresses the base address of a service, by its name
     */
    public OwnerEvents(RestClient.Builder http, Function<String, URI> addresses) {
        this.http = http.requestFactory(new OutgoingRequests(CONNECT, READ)).build();
        this.addresses = addresses;
    }

    /** The events of this event's aggregate after a sequence, ascending; an outage if its owner does not answer now. */
    List<RecordedEvent> after(EventReference event, long sequence, int limit) {
        var source = event.source();
        var owner = source.substring(source.lastIndexOf('/') + 1);
        return breakers.circuitBreaker(owner).executeSupplier(() -> ask(owner, event, sequence, limit));
    }

    private List<RecordedEvent> ask(String service, EventReference event, long sequence, int limit) {
        var owner = addresses.apply(service);
        try {
            var body = http.get()
                    .uri(
                            owner + "/internal/events/{subject}?after={after}&limit={limit}",
                            event.subject(),
                            sequence,
                            limit)
                    .retrieve()
                    .body(byte[].class);
            var events = List.of(JSON.readValue(body == null ? new byte[0] : body, RecordedEvent[].class));
            if (events.stream().anyMatch(other -> !other.stream().equals(event.stream()))) {
                throw new MissingEvents("The owner returned events of another aggregate");
            }
            return events;
        } catch (HttpStatusCodeException e) {
            if (e.getStatusCode().is5xxServerError() || e.getStatusCode() == HttpStatus.TOO_MANY_REQUESTS) {
                throw new Outage(e);
            }
            throw new MissingEvents("The owner answers " + e.getStatusCode().value());
        } catch (RestClientException e) {
            throw new Outage(e);
        } catch (JacksonException e) {
            throw new MissingEvents(
                    "The owner's answer cannot be read: " + e.getClass().getSimpleName());
        }
    }
}
