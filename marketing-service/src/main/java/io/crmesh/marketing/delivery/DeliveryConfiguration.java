package io.crmesh.marketing.delivery;

import io.crmesh.marketing.automation.Definition.Receiver;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.annotation.Validated;

/** Configuration of deliveries: the settings under {@code crm.mail}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeliveryConfiguration.MailSettings.class)
public class DeliveryConfiguration {

    /**
     * Where mails go and how.
     *
     * @param smtp host and port of the mail server
     * @param starttls whether mails are sent with TLS only
     * @param receiver what the mail server does with a Message-ID that it has seen before
     * @param lookup HTTP address where the mail server can be asked for a Message-ID, as Mailpit answers
     * @param publicUrl address under which customers reach the service
     * @param from sender of all mails
     * @param senders how many mails are sent at a time
     * @param claim how long a sender may check a delivery before another sender may claim it
     * @param sendTimeout how long sending may take before its outcome is unknown; longer than all SMTP timeouts together
     * @param timeout of each step of the SMTP conversation
     * @param testMailsPerHour how many test mails a person may send in an hour
     */
    @Validated
    @ConfigurationProperties("crm.mail")
    public record MailSettings(
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
            @DefaultValue("60s") Duration sendTimeout,
            @DefaultValue("8s") Duration timeout,
            @DefaultValue("20") @Min(1) int testMailsPerHour) {

        public String host() {
            return smtp.substring(0, smtp.indexOf(':'));
        }

        public int port() {
            return Integer.parseInt(smtp.substring(smtp.indexOf(':') + 1));
        }
    }
}
