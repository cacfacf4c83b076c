package io.crmesh.marketing.delivery.sending;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.crmesh.marketing.delivery.DeliveryConfiguration.MailSettings;
import io.crmesh.platform.http.OutgoingRequests;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** HTTP client that asks a mail server whether it has a message, as Mailpit answers. Not finding one proves nothing. */
@Component
class ReceiverLookup {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** The part of the answer that is read. */
    record Found(List<Message> messages) {}

    /** A message that the server has. */
    record Message(@JsonProperty("MessageID") String messageId) {}

    private final MailSettings settings;
    private final RestClient http;

    ReceiverLookup(MailSettings settings) {
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
            return false; // it is asked again later
        }
    }
}
