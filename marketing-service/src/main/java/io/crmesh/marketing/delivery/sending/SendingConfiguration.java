package io.crmesh.marketing.delivery.sending;

import io.crmesh.marketing.contact.ContactClient;
import io.crmesh.marketing.delivery.Deliveries;
import io.crmesh.marketing.delivery.DeliveryConfiguration.MailSettings;
import io.crmesh.marketing.delivery.DeliveryQueue;
import io.crmesh.marketing.delivery.stop.Stops;
import io.crmesh.platform.lease.DatabaseClock;
import io.crmesh.platform.trace.Traces;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configuration of the senders of mails. */
@Configuration(proxyBeanMethods = false)
class SendingConfiguration {

    /** The fault points are those of a test, if it brings any. */
    @Bean
    DeliverySender deliverySender(
            DeliverySteps steps,
            ContactClient contacts,
            Stops stops,
            MailComposer composer,
            SmtpClient smtp,
            ReceiverLookup lookup,
            Traces traces,
            ObjectProvider<SenderFaultPoints> faultPoints) {
        return new DeliverySender(
                steps,
                contacts,
                stops,
                composer,
                smtp,
                lookup,
                traces,
                faultPoints.getIfAvailable(() -> SenderFaultPoints.NONE));
    }

    @Bean
    SenderPool senderPool(
            DeliverySender sender,
            DeliveryQueue queue,
            Deliveries deliveries,
            Stops stops,
            DatabaseClock clock,
            MailSettings settings) {
        return new SenderPool(sender, queue, deliveries, stops, clock, settings.senders());
    }
}
