package io.crmesh.marketing.delivery.sending;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crmesh.marketing.delivery.DeliveryConfiguration.MailSettings;
import io.crmesh.marketing.delivery.Mail;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.Objects;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** SMTP client: sends mails, and tells a clear answer of the server from none. */
@Component
class SmtpClient {

    private static final int PERMANENT = 500;

    /** How sending ended. */
    sealed interface Outcome {

        /** The server has it. */
        record Accepted() implements Outcome {}

        /** The server does not have it, and may accept it later. */
        record NotNow(String reason) implements Outcome {}

        /** The server does not have it, and never will. */
        record Refused(String reason) implements Outcome {}

        /** The server may have it or not. */
        record Unclear(String reason) implements Outcome {}
    }

    private final MailSettings settings;
    private final Session session;
    private final Session international;
    private final Timer sending;

    SmtpClient(MailSettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.sending = Timer.builder("crm.mails.send")
                .description("Time that sending a mail to the mail server takes, however it ends")
                .register(meters);
        var timeout = Long.toString(settings.timeout().toMillis());
        var properties = new Properties();
        properties.put("mail.smtp.connectiontimeout", timeout);
        properties.put("mail.smtp.timeout", timeout);
        properties.put("mail.smtp.writetimeout", timeout);
        properties.put("mail.smtp.starttls.required", Boolean.toString(settings.starttls()));
        properties.put("mail.smtp.localhost", "crmesh.local");
        properties.put("mail.smtp.quitwait", "false");
        this.session = MailSession.with(properties);
        this.international = MailSession.internationalWith(properties);
    }

    Outcome send(Mail mail) {
        return Objects.requireNonNull(sending.record(() -> connectAndSend(mail)));
    }

    private Outcome connectAndSend(Mail mail) {
        var session = mail.isInternational() ? international : this.session;
        try (var transport = (SMTPTransport) session.getTransport("smtp")) {
            transport.connect(settings.host(), settings.port(), null, null);
            return mail.isInternational() && !transport.supportsExtension("SMTPUTF8")
                    ? new Outcome.Refused("NO_SMTPUTF8")
                    : transmit(session, transport, mail);
        } catch (MessagingException _) {
            return new Outcome.NotNow("NO_CONNECTION"); // before anything was said about the mail
        }
    }

    private static Outcome transmit(Session session, SMTPTransport transport, Mail mail) {
        try {
            var bytes = new ByteArrayInputStream(mail.raw().getBytes(UTF_8));
            var message = new MimeMessage(session, bytes); // as it was composed: saving would change it
            transport.sendMessage(message, InternetAddress.parse(mail.address()));
            return new Outcome.Accepted();
        } catch (MessagingException e) {
            var code = replyCode(e);
            if (code <= 0) {
                return new Outcome.Unclear("NO_REPLY");
            }
            var reason = "SMTP_" + code;
            return code >= PERMANENT ? new Outcome.Refused(reason) : new Outcome.NotNow(reason);
        }
    }

    /** The reply code of a server that refused; the code for a recipient is inside a general exception. */
    private static int replyCode(@Nullable Throwable failure) {
        return switch (failure) {
            case SMTPAddressFailedException address -> address.getReturnCode();
            case SMTPSenderFailedException sender -> sender.getReturnCode();
            case SMTPSendFailedException refused when refused.getNextException() == null -> refused.getReturnCode();
            case SendFailedException sendFailed -> replyCode(sendFailed.getNextException());
            case null, default -> -1;
        };
    }
}
