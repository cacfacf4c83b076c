package io.crmesh.local.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.local.mailbox.Address;
import io.crmesh.local.mailbox.Mail;
import io.crmesh.local.mailbox.MailSinkUnavailable;
import io.crmesh.local.tls.DevelopmentCertificates;
import io.crmesh.local.tls.Identity;
import io.crmesh.tls.Certificates;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailSinkTest {

    @TempDir
    Path dir;

    @Test
    void receivedMailHasContentOfSender() throws Exception {
        try (var sink = MailSink.open(dir, 0, 0, false)) {
            new MailClient(sink.smtpPort())
                    .sendWithHtml("1@x", "Wáng Lì <li@example.org>", "订单已发货 – Größe", "你好,Lì", "<p>你好 <b>Lì</b></p>");

            var mail = sink.mails().getFirst();
            assertThat(mail.messageId()).isEqualTo("1@x");
            assertThat(mail.subject()).isEqualTo("订单已发货 – Größe");
            assertThat(mail.from().address()).isEqualTo("news@crmesh.example");
            assertThat(mail.to()).containsExactly(new Address("Wáng Lì", "li@example.org"));
            assertThat(mail.snippet()).isEqualTo("你好,Lì");
            assertThat(sink.content(mail).text()).isEqualTo("你好,Lì");
            assertThat(sink.content(mail).html()).isEqualTo("<p>你好 <b>Lì</b></p>");
        }
    }

    @Test
    void repeatedMailIsCountedAndNotStoredAgain() throws Exception {
        try (var sink = MailSink.open(dir, 0, 0, false)) {
            var sender = new MailClient(sink.smtpPort());

            sender.send("1@x", "a@example.org", "One", "first");
            sender.send("2@x", "a@example.org", "Two", "other");
            sender.send("1@x", "a@example.org", "One", "again");
            sender.send("1@x", "a@example.org", "One", "again");

            assertThat(sink.mails()).extracting(Mail::messageId).containsExactly("2@x", "1@x");
            assertThat(sink.mails()).extracting(Mail::repeats).containsExactly(0, 2);
            assertThat(sink.content(sink.mails().getLast()).text()).isEqualTo("first\n");
        }
    }

    @Test
    void plainSinkStoresRepeats() throws Exception {
        try (var sink = MailSink.open(dir, 0, 0, true)) {
            var sender = new MailClient(sink.smtpPort());

            sender.send("1@x", "a@example.org", "One", "first");
            sender.send("1@x", "a@example.org", "One", "again");

            assertThat(sink.mails()).extracting(Mail::messageId).containsExactly("1@x", "1@x");
            assertThat(sink.mails()).extracting(Mail::repeats).containsOnly(0);
        }
    }

    @Test
    void sameMailSentConcurrentlyIsStoredOnce() throws Exception {
        try (var sink = MailSink.open(dir, 0, 0, false);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sender = new MailClient(sink.smtpPort());
            var sends = Stream.<Callable<Void>>generate(() -> () -> {
                sender.send("1@x", "a@example.org", "One", "text");
                return null;
            });

            for (Future<Void> sent : threads.invokeAll(sends.limit(20).toList())) {
                sent.get();
            }

            assertThat(sink.mails()).hasSize(1);
            assertThat(sink.mails().getFirst().repeats()).isEqualTo(19);
        }
    }

    @Test
    void mailsWithoutMessageIdAreAllStored() throws Exception {
        try (var sink = MailSink.open(dir, 0, 0, false);
                var smtp = SmtpConversation.with(sink.smtpPort())) {
            assertThat(smtp.deliver("a@example.org", "Subject: no id\r\n\r\nx")).startsWith("250");
            assertThat(smtp.deliver("a@example.org", "Subject: no id\r\n\r\nx")).startsWith("250");

            assertThat(sink.mails()).hasSize(2);
        }
    }

    @Test
    void mailsAndRepeatsSurviveRestart() throws Exception {
        List<Mail> before;
        try (var sink = MailSink.open(dir, 0, 0, false)) {
            var sender = new MailClient(sink.smtpPort());
            sender.send("1@x", "Ä <a@example.org>", "Größe", "first");
            sender.send("2@x", "b@example.org", "Two", "other");
            sender.send("1@x", "a@example.org", "Größe", "again");
            before = sink.mails();
        }

        try (var sink = MailSink.open(dir, 0, 0, false)) {
            assertThat(sink.mails()).isEqualTo(before).hasSize(2);

            new MailClient(sink.smtpPort()).send("2@x", "b@example.org", "Two", "again");
            assertThat(sink.mails()).extracting(Mail::repeats).containsExactly(1, 1);
        }
    }

    @Test
    void tooLargeMessageIsRefusedAndConnectionContinues() throws Exception {
        try (var sink = MailSink.open(dir, 0, 0, false);
                var smtp = SmtpConversation.with(sink.smtpPort())) {
            var line = "x".repeat(98) + "\r\n";

            var large = smtp.deliver("a@example.org", "Subject: large\r\n\r\n" + line.repeat(10_500));
            var small = smtp.deliver("a@example.org", "Subject: small\r\n\r\n" + line.repeat(10_000));

            assertThat(large).startsWith("552");
            assertThat(small).startsWith("250");
            assertThat(sink.mails()).extracting(Mail::subject).containsExactly("small");
        }
    }

    @Test
    void mailIsStoredByteForByte() throws Exception {
        var message = "Subject: dots\r\n\r\n.one\r\n..two\r\nGrüße\r\n";
        try (var sink = MailSink.open(dir, 0, 0, false);
                var smtp = SmtpConversation.with(sink.smtpPort());
                var client = MailApiClient.at(sink.httpPort())) {

            assertThat(smtp.deliver("a@example.org", message)).startsWith("250");

            assertThat(client.get("/api/v1/message/1/raw").body()).isEqualTo(message);
        }
    }

    @Test
    void moreThanHundredRecipientsAreRefused() {
        try (var sink = MailSink.open(dir, 0, 0, false)) {
            var recipients = IntStream.rangeClosed(1, 101)
                    .mapToObj(i -> "r%d@example.org".formatted(i))
                    .collect(Collectors.joining(","));

            assertThatThrownBy(() -> new MailClient(sink.smtpPort()).send("1@x", recipients, "To all", "x"))
                    .isInstanceOf(SendFailedException.class)
                    .isInstanceOf(MessagingException.class);
            assertThat(sink.mails()).isEmpty();
        }
    }

    @Test
    void directoryOfRunningSinkIsRefused() {
        try (var _ = MailSink.open(dir, 0, 0, false)) {
            assertThatThrownBy(() -> MailSink.open(dir, 0, 0, false))
                    .isInstanceOf(MailSinkUnavailable.class)
                    .hasMessageContaining("another one is using it");
        }
    }

    @Test
    void plaintextClientsOfTlsSinkAreRefused(@TempDir Path folder) throws Exception {
        var certificates = DevelopmentCertificates.make(folder, List.of());
        var defaultContext = SSLContext.getDefault();
        try (var sink = MailSink.open(dir, 0, 0, false, Optional.of(Identity.of(certificates)))) {
            Certificates.trust(certificates.authorities());
            var sender = new MailClient(sink.smtpPort());

            assertThatThrownBy(() -> sender.send("1@x", "a@example.org", "One", "in the clear"))
                    .isInstanceOf(MessagingException.class)
                    .hasMessageContaining("STARTTLS");
            assertThat(sink.mails()).isEmpty();
            sender.withTls().send("1@x", "a@example.org", "One", "encrypted");
            assertThat(sink.mails()).hasSize(1);

            var page = "://127.0.0.1:" + sink.httpPort() + "/api/v1/messages";
            assertThat(new String(
                            URI.create("https" + page).toURL().openStream().readAllBytes(), UTF_8))
                    .contains("1@x");
            assertThatThrownBy(() -> URI.create("http" + page).toURL().openStream())
                    .isInstanceOf(IOException.class);
        } finally {
            SSLContext.setDefault(defaultContext);
        }
    }
}
