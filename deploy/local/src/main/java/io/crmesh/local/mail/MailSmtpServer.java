package io.crmesh.local.mail;

import io.crmesh.local.mailbox.MailSinkUnavailable;
import io.crmesh.local.mailbox.Mailbox;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** SMTP server of the mail sink. It answers 250 only when the mail is durable in the mailbox. */
final class MailSmtpServer implements AutoCloseable {

    static final int MAX_MESSAGE = 1024 * 1024;
    static final int MAX_RECIPIENTS = 100;

    private static final Logger log = LoggerFactory.getLogger(MailSmtpServer.class);
    private static final long MAX_DISCARDED = 64L * MAX_MESSAGE;

    private final SMTPServer server;

    private MailSmtpServer(SMTPServer server) {
        this.server = server;
    }

    static MailSmtpServer open(int port, Mailbox mailbox, Optional<SSLContext> tls) {
        var builder = new SMTPServer.Builder()
                .bindAddress(InetAddress.getLoopbackAddress())
                .port(port)
                .hostName("localhost")
                .softwareName("CRMesh mail sink")
                .insertReceivedHeaders(false)
                .maxMessageSize(MAX_MESSAGE)
                .maxRecipients(MAX_RECIPIENTS)
                .executorService(Executors.newVirtualThreadPerTaskExecutor())
                .messageHandlerFactory(_ -> new Delivery(mailbox));
        tls.ifPresent(context -> builder.startTlsSocketFactory(context).requireTLS());
        var server = builder.build();
        try {
            server.start();
        } catch (RuntimeException e) {
            throw e.getCause() instanceof BindException
                    ? new MailSinkUnavailable("Port %d is taken by another program.".formatted(port), e)
                    : e;
        }
        return new MailSmtpServer(server);
    }

    int port() {
        return server.getPortAllocated();
    }

    @Override
    public void close() {
        server.stop();
    }

    /** Delivery of one message. */
    private static final class Delivery implements MessageHandler {

        private final Mailbox mailbox;
        private final List<String> recipients = new ArrayList<>();

        Delivery(Mailbox mailbox) {
            this.mailbox = mailbox;
        }

        @Override
        public void from(String sender) {
            // Any sender is accepted; the message names its author itself.
        }

        @Override
        public void recipient(String recipient) {
            recipients.add(recipient);
        }

        @Override
        public String data(InputStream in) throws RejectException, IOException {
            var raw = in.readNBytes(MAX_MESSAGE + 1);
            if (raw.length > MAX_MESSAGE) {
                discard(in);
                throw new RejectException(552, "The message is larger than %d bytes".formatted(MAX_MESSAGE));
            }
            return store(raw);
        }

        private String store(byte[] raw) throws RejectException {
            try {
                var receipt = mailbox.accept(List.copyOf(recipients), raw);
                return receipt.repeated()
                        ? "Ok: is mail %d already".formatted(receipt.number())
                        : "Ok: is mail %d".formatted(receipt.number());
            } catch (IOException e) {
                log.error("A mail could not be stored, its sender is asked to try again", e);
                throw new RejectException(451, "The message cannot be stored now, try again later");
            }
        }

        /** Reads the rest of the message, because the client reads the answer only after that. */
        private static void discard(InputStream in) throws IOException, DropConnectionException {
            var buffer = new byte[1 << 16];
            long discarded = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                discarded += read;
                if (discarded > MAX_DISCARDED) {
                    throw new DropConnectionException(552, "The message is far too large");
                }
            }
        }

        @Override
        public void done() {
            // Nothing is held open for a message.
        }
    }
}
