package io.crmesh.local.mail;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** How mails look in JSON: as in the API of Mailpit, which programs and people know, with the repeats added. */
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

        static Message of(Mail mail, Letter letter, List<String> recipients) {
            return new Message(
                    mail.id(),
                    letter.messageId(),
                    letter.from(),
                    letter.to(),
                    letter.cc(),
                    unnamed(recipients, letter),
                    letter.subject(),
                    Objects.requireNonNullElse(letter.date(), mail.received()),
                    letter.text(),
                    letter.html(),
                    mail.size(),
                    letter.headers(),
                    letter.attachments(),
                    mail.repeats());
        }

        /** Those who got the message although it does not name them. */
        private static List<Address> unnamed(List<String> recipients, Letter letter) {
            var named = new HashSet<String>();
            letter.to().forEach(address -> named.add(address.address()));
            letter.cc().forEach(address -> named.add(address.address()));
            return recipients.stream()
                    .filter(recipient -> !named.contains(recipient))
                    .map(recipient -> new Address("", recipient))
                    .toList();
        }
    }
}
