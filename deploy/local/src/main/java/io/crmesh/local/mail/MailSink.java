package io.crmesh.local.mail;

import io.crmesh.local.tls.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * A place where every mail ends: SMTP to hand mails in, HTTP to look at them. A mail that was answered with 250 is there
 * again when the same directory is opened anew, also after the process was killed; a Message-ID is stored once, however
 * often it comes.
 */
public final class MailSink implements AutoCloseable {

    private final Mailbox mailbox;
    private final SmtpDoor smtp;
    private final HttpDoor http;

    private MailSink(Mailbox mailbox, SmtpDoor smtp, HttpDoor http) {
        this.mailbox = mailbox;
        this.smtp = smtp;
        this.http = http;
    }

    /**
     * Opens the sink that keeps its mails in the directory, and answers when it serves on 127.0.0.1.
     *
     * @param smtpPort where mails are handed in; 0 for any free port
     * @param httpPort where they are looked at; 0 for any free port
     * @param plain stores every mail anew, also those with a Message-ID that is known
     */
    public static MailSink open(Path dir, int smtpPort, int httpPort, boolean plain) {
        return open(dir, smtpPort, httpPort, plain, Optional.empty());
    }

    /** The same with TLS, and only with TLS, on both ports; mails are handed in after STARTTLS. */
    static MailSink open(Path dir, int smtpPort, int httpPort, boolean plain, Optional<Identity> identity) {
        var mailbox = Mailbox.open(dir, plain, Clock.systemUTC());
        var tls = identity.map(Identity::context);
        try {
            var http = HttpDoor.open(httpPort, new MailApi(mailbox), tls);
            try {
                return new MailSink(mailbox, SmtpDoor.open(smtpPort, mailbox, tls), http);
            } catch (MailSinkUnavailable e) {
                http.close();
                throw e;
            }
        } catch (MailSinkUnavailable e) {
            close(mailbox);
            throw e;
        }
    }

    /** The port on 127.0.0.1 where mails are handed in. */
    public int smtpPort() {
        return smtp.port();
    }

    /** The port on 127.0.0.1 where mails are looked at. */
    public int httpPort() {
        return http.port();
    }

    /** All mails there are, newest first. */
    public List<Mail> mails() {
        return mailbox.list(_ -> true, 0, Integer.MAX_VALUE).mails();
    }

    /** What the mail says. */
    public Letter letter(Mail mail) {
        try {
            return mailbox.open(mail.number())
                    .map(stored -> LetterReader.read(stored.raw()))
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
