package io.crmesh.local.mail;

import io.crmesh.local.mailbox.Mail;
import io.crmesh.local.mailbox.MailContent;
import io.crmesh.local.mailbox.MailSinkUnavailable;
import io.crmesh.local.mailbox.Mailbox;
import io.crmesh.local.mailbox.MimeParser;
import io.crmesh.local.tls.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Mail sink: an SMTP server that sends no mail on, and an HTTP server to read the mails. A mail that was answered
 * with 250 survives a restart with the same directory, also after a kill. A Message-ID is stored once, however often it
 * comes.
 */
public final class MailSink implements AutoCloseable {

    private final Mailbox mailbox;
    private final MailSmtpServer smtp;
    private final MailHttpServer http;

    private MailSink(Mailbox mailbox, MailSmtpServer smtp, MailHttpServer http) {
        this.mailbox = mailbox;
        this.smtp = smtp;
        this.http = http;
    }

    /**
     * Opens the sink with its mails in the directory, and returns when it serves on 127.0.0.1.
     *
     * @param smtpPort the SMTP port; 0 for any free port
     * @param httpPort the HTTP port; 0 for any free port
     * @param plain whether a mail with a known Message-ID is stored again
     */
    public static MailSink open(Path dir, int smtpPort, int httpPort, boolean plain) {
        return open(dir, smtpPort, httpPort, plain, Optional.empty());
    }

    /** The same with TLS only, on both ports; SMTP clients must use STARTTLS. */
    static MailSink open(Path dir, int smtpPort, int httpPort, boolean plain, Optional<Identity> identity) {
        var mailbox = Mailbox.open(dir, plain, Clock.systemUTC());
        var tls = identity.map(Identity::context);
        try {
            var http = MailHttpServer.open(httpPort, new MailApi(mailbox), tls);
            try {
                return new MailSink(mailbox, MailSmtpServer.open(smtpPort, mailbox, tls), http);
            } catch (MailSinkUnavailable e) {
                http.close();
                throw e;
            }
        } catch (MailSinkUnavailable e) {
            close(mailbox);
            throw e;
        }
    }

    /** The SMTP port on 127.0.0.1. */
    public int smtpPort() {
        return smtp.port();
    }

    /** The HTTP port on 127.0.0.1. */
    public int httpPort() {
        return http.port();
    }

    /** All mails, newest first. */
    public List<Mail> mails() {
        return mailbox.list(_ -> true, 0, Integer.MAX_VALUE).mails();
    }

    /** The decoded content of the mail. */
    public MailContent content(Mail mail) {
        try {
            return mailbox.open(mail.number())
                    .map(stored -> MimeParser.parse(stored.raw()))
                    .orElseThrow(() -> new IllegalArgumentException("Mail %s was deleted.".formatted(mail.id())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        smtp.close();
        http.close();
        close(mailbox);
    }

    private static void close(Mailbox mailbox) {
        try {
            mailbox.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
