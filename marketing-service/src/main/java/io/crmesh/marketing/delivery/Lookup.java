package io.crmesh.marketing.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.crmesh.marketing.delivery.DeliveryConfiguration.MailSettings;
import io.crmesh.platform.web.OutgoingRequests;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Asks a receiver whether it has a message, as Mailpit answers. That it does not find one proves nothing. */
@Component
class Lookup {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** The part of its answer that counts. */
    record Found(List<Message> messages) {}

    /** One message that it has. */
    record Message(@JsonProperty("MessageID") String messageId) {}

    private final MailSettings settings;
    private final RestClient http;

    Lookup(MailSettings settings) {
        this.settings = settings;
        this.http = RestClient.builder()
                .requestFactory(new OutgoingRequests(TIMEOUT, TIMEOUT))
                .build();
    }

    boolean finds(String messageId) {
        try {
            var found = http.get()
                    .uri(settings.lookup() + "/api/v1/search?query={query}", "message-id:\"" + messageId + "\"")
                    .retrieve()
                    .body(Found.class);
            return found != null
                    && found.messages().stream()
                            .anyMatch(message -> message.messageId().equals(messageId));
        } catch (RestClientException _) {
            return false; // asked again later
        }
    }
}
