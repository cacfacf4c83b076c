package io.crmesh.marketing.delivery;

import io.crmesh.marketing.automation.Definition.Receiver;
import io.crmesh.marketing.automation.Definitions;
import io.crmesh.platform.store.DatabaseClock;
import io.crmesh.platform.trace.Traces;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.annotation.Validated;

/** Puts the senders together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeliveryConfiguration.MailSettings.class)
class DeliveryConfiguration {

    /**
     * Where mails go and how.
     *
     * @param smtp host and port of the server that takes them
     * @param starttls whether mails are handed over with TLS, and never without
     * @param receiver what it makes of a Message-ID that it has seen
     * @param lookup where it can be asked for a Message-ID, as Mailpit answers
     * @param publicUrl where customers reach us
     * @param from who they come from
     * @param senders how many are handed over at a time
     * @param claim how long a sender may check before another takes its message
     * @param handOver how long a hand-over may take before its outcome is unknown; longer than all time-outs of SMTP together
     * @param timeout of each step of the conversation with the server
     */
    @Validated
    @ConfigurationProperties("crm.mail")
    record MailSettings(
            @DefaultValue("127.0.0.1:1025") @Pattern(regexp = "[^:]{1,255}:[0-9]{1,5}")
            String smtp,

            @DefaultValue("false") boolean starttls,
            @DefaultValue("idempotent") Receiver receiver,
            @DefaultValue("http://127.0.0.1:8025") URI lookup,
            @DefaultValue("http://127.0.0.1:8080") URI publicUrl,

            @DefaultValue("CRMesh <hello@crmesh.local>") @NotBlank
            String from,

            @DefaultValue("8") int senders,
            @DefaultValue("15s") Duration claim,
            @DefaultValue("60s") Duration handOver,
            @DefaultValue("8s") Duration timeout) {

        String host() {
            return smtp.substring(0, smtp.indexOf(':'));
        }

        int port() {
            return Integer.parseInt(smtp.substring(smtp.indexOf(':') + 1));
        }
    }

    @Bean
    Sender sender(
            Deliveries deliveries,
            Definitions definitions,
            Contacts contacts,
            Stops stops,
            Composer composer,
            Smtp smtp,
            Lookup lookup,
            MailSettings settings,
            DatabaseClock clock,
            Traces traces) {
        return new Sender(deliveries, definitions, contacts, stops, composer, smtp, lookup, settings, clock, traces);
    }

    @Bean
    Post post(Sender sender, Deliveries deliveries, Stops stops, DatabaseClock clock, MailSettings settings) {
        return new Post(sender, deliveries, stops, clock, settings.senders());
    }
}
