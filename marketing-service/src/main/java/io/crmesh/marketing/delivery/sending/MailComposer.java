package io.crmesh.marketing.delivery.sending;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crmesh.marketing.automation.Definition.Purpose;
import io.crmesh.marketing.automation.Definition.Template;
import io.crmesh.marketing.contact.Contact;
import io.crmesh.marketing.delivery.Delivery;
import io.crmesh.marketing.delivery.DeliveryConfiguration.MailSettings;
import io.crmesh.marketing.delivery.Mail;
import io.crmesh.marketing.template.Templates;
import io.crmesh.marketing.template.UnusableTemplate;
import io.crmesh.marketing.unsubscribe.UnsubscribeFooter;
import io.crmesh.marketing.unsubscribe.UnsubscribeLinks;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Composes mails: fills the templates and writes the message, ready to be sent. */
@Component
class MailComposer {

    private static final String UTF8 = UTF_8.name();

    private static final Pattern INVISIBLE = Pattern.compile("[\\s\\p{Z}\\p{Cc}\\p{Cf}]*+");
    private static final Session SESSION = MailSession.with(new Properties());
    private static final Session INTERNATIONAL = MailSession.internationalWith(new Properties());

    private final Templates templates;
    private final UnsubscribeLinks links;
    private final MailSettings settings;

    MailComposer(Templates templates, UnsubscribeLinks links, MailSettings settings) {
        this.templates = templates;
        this.links = links;
        this.settings = settings;
    }

    /**
     * Composes the mail of a delivery.
     *
     * @throws AddressException if the recipient's address is invalid
     * @throws EmptyMail if it has no subject or no text
     */
    Mail compose(Delivery delivery, Template template, Contact.Allowed to, @Nullable String traceparent, Instant now)
            throws UnusableTemplate, AddressException, EmptyMail {
        var recipient = new InternetAddress(to.address(), true);
        var link = links.of(delivery.id());
        var values = values(delivery, to, link);
        var subject = templates.text(template.subject(), values).replaceAll("\\p{Cntrl}+", " ");
        var text = templates.text(template.text(), values);
        var html = template.html() == null ? null : templates.html(template.html(), values);
        if (isEmpty(subject)) {
            throw new EmptyMail("EMPTY_SUBJECT");
        }
        if (isEmpty(text) && (html == null || isEmpty(html))) {
            throw new EmptyMail("EMPTY_TEXT");
        }
        if (Purpose.valueOf(delivery.request().origin().purpose()).needsConsent()) {
            text = UnsubscribeFooter.inText(text, link);
            html = html == null ? null : UnsubscribeFooter.inHtml(html, link);
        }
        try {
            var session = Mail.isInternational(recipient.getAddress()) ? INTERNATIONAL : SESSION;
            var message = new FixedIdMessage(session, delivery.messageId());
            var sender = new InternetAddress(settings.from(), true);
            message.setFrom(sender);
            recipient.setPersonal(to.name().isBlank() ? null : to.name(), UTF8);
            message.setRecipient(RecipientType.TO, recipient);
            message.setSubject(subject, UTF8);
            message.setSentDate(Date.from(now));
            message.setHeader("List-Unsubscribe", "<" + link + ">");
            message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            if (traceparent != null) {
                message.setHeader("traceparent", traceparent);
            }
            fill(message, text, html);
            message.saveChanges();
            return new Mail(sender.getAddress(), recipient.getAddress(), raw(message));
        } catch (AddressException e) {
            throw e;
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("A mail cannot be composed in memory", e);
        }
    }

    /** Whether nothing of a text can be seen. */
    private static boolean isEmpty(String text) {
        return INVISIBLE.matcher(text).matches();
    }

    private static Map<String, String> values(Delivery delivery, Contact.Allowed to, String link) {
        var values = new HashMap<String, String>();
        delivery.request().values().forEach(value -> values.put(value.path(), value.text()));
        values.put("customer.name", to.name());
        values.put("customer.language", to.language());
        values.put("unsubscribe", link);
        return values;
    }

    private static void fill(MimeMessage message, String text, @Nullable String html) throws MessagingException {
        if (html == null) {
            encoded(message, text, "plain");
            return;
        }
        var alternatives = new MimeMultipart("alternative");
        for (var part : new String[][] {{text, "plain"}, {html, "html"}}) {
            var body = new MimeBodyPart();
            encoded(body, part[0], part[1]);
            alternatives.addBodyPart(body);
        }
        message.setContent(alternatives);
    }

    /** Base64 throughout, so that no server on the way changes a byte. */
    private static void encoded(jakarta.mail.internet.MimePart part, String text, String kind)
            throws MessagingException {
        part.setText(text, UTF8, kind);
        part.setHeader("Content-Transfer-Encoding", "base64");
    }

    private static String raw(MimeMessage message) throws MessagingException {
        var bytes = new ByteArrayOutputStream();
        try {
            message.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(UTF_8);
    }

    /** A message whose Message-ID is given, not generated. */
    private static final class FixedIdMessage extends MimeMessage {

        private final String id;

        FixedIdMessage(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + id + ">");
        }
    }
}
