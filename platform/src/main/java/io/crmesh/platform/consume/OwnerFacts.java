package io.crmesh.platform.consume;

import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.web.OutgoingRequests;
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

/** Asks the owner of an aggregate to tell its facts again. */
class OwnerFacts {

    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration READ = Duration.ofSeconds(3);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RestClient http;
    private final Function<String, URI> addresses;

    /**
     * @param addresses where the service of a given name answers
     */
    OwnerFacts(RestClient.Builder http, Function<String, URI> addresses) {
        this.http = http.requestFactory(new OutgoingRequests(CONNECT, READ)).build();
        this.addresses = addresses;
    }

    /** The facts of an aggregate after a sequence, ascending; an {@link Outage} if its owner cannot tell now. */
    List<Fact> after(Fact ofTheSame, long sequence, int limit) {
        var source = ofTheSame.source();
        var owner = addresses.apply(source.substring(source.lastIndexOf('/') + 1));
        try {
            var body = http.get()
                    .uri(
                            owner + "/internal/facts/{subject}?after={after}&limit={limit}",
                            ofTheSame.subject(),
                            sequence,
                            limit)
                    .retrieve()
                    .body(byte[].class);
            var facts = List.of(JSON.readValue(body == null ? new byte[0] : body, Fact[].class));
            if (facts.stream().anyMatch(fact -> !fact.stream().equals(ofTheSame.stream()))) {
                throw new MissingFacts("The owner told facts of another aggregate");
            }
            return facts;
        } catch (HttpStatusCodeException e) {
            if (e.getStatusCode().is5xxServerError() || e.getStatusCode() == HttpStatus.TOO_MANY_REQUESTS) {
                throw new Outage(e);
            }
            throw new MissingFacts("The owner answers " + e.getStatusCode().value());
        } catch (RestClientException e) {
            throw new Outage(e);
        } catch (JacksonException e) {
            throw new MissingFacts(
                    "The owner's answer cannot be read: " + e.getClass().getSimpleName());
        }
    }
}
