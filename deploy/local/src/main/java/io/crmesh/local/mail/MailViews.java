package io.crmesh.local.mail;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.crmesh.local.mailbox.Address;
import io.crmesh.local.mailbox.Mail;
import io.crmesh.local.mailbox.MailContent;
import io.crmesh.local.mailbox.Mailbox;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** JSON views of mails: those of the well-known API of Mailpit, with the repeats added. */
final class MailViews {

    private MailViews() {}

    record MailList(
            long total,
            long unread,
            int count,
            @JsonProperty("messages_count") long matching,
            @JsonProperty("messages_unread") long matchingUnread,
            int start,
            List<Row> messages) {

        static MailList of(Mailbox mailbox, Mailbox.Page page, int start) {
            var rows = page.mails().stream()
                    .map(mail -> Row.of(mail, !mailbox.isUnread(mail)))
                    .toList();
            return new MailList(
                    mailbox.total(), mailbox.unread(), rows.size(), page.matching(), page.unread(), start, rows);
        }
    }

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Row(
            @JsonProperty("ID") String id,
            @JsonProperty("MessageID") String messageId,
            boolean read,
            Address from,
            List<Address> to,
            String subject,
            Instant created,
            int size,
            String snippet,
            int repeats) {

        static Row of(Mail mail, boolean read) {
            return new Row(
                    mail.id(),
                    mail.messageId(),
                    read,
                    mail.from(),
                    mail.to(),
                    mail.subject(),
                    mail.received(),
                    mail.size(),
                    mail.snippet(),
                    mail.repeats());
        }
    }

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Message(
            @JsonProperty("ID") String id,
            @JsonProperty("MessageID") String messageId,
            Address from,
            List<Address> to,
            List<Address> cc,
            List<Address> bcc,
            String subject,
            Instant date,
            String text,
            @JsonProperty("HTML") String html,
            int size,
            Map<String, List<String>> headers,
            List<String> attachments,
            int repeats) {

        static Message of(Mail mail, MailContent content, List<String> recipients) {
            return new Message(
                    mail.id(),
                    content.messageId(),
                    content.from(),
                    content.to(),
                    content.cc(),
                    unnamed(recipients, content),
                    content.subject(),
                    Objects.requireNonNullElse(content.date(), mail.received()),
                    content.text(),
                    content.html(),
                    mail.size(),
                    content.headers(),
                    content.attachments(),
                    mail.repeats());
        }

        /** The recipients of the envelope that the headers do not name. */
        private static List<Address> unnamed(List<String> recipients, MailContent content) {
            var named = new HashSet<String>();
            content.to().forEach(address -> named.add(address.address()));
            content.cc().forEach(address -> named.add(address.address()));
            return recipients.stream()
                    .filter(recipient -> !named.contains(recipient))
                    .map(recipient -> new Address("", recipient))
                    .toList();
        }
    }
}
