package io.crmesh.local.mail;

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

/** Where mails come in. It says 250 to a message only when the mailbox has it for good. */
final class SmtpDoor implements AutoCloseable {

    static final int LARGEST_MESSAGE = 1024 * 1024;
    static final int MOST_RECIPIENTS = 100;

    private static final Logger log = LoggerFactory.getLogger(SmtpDoor.class);
    private static final long MOST_SWALLOWED = 64L * LARGEST_MESSAGE;

    private final SMTPServer server;

    private SmtpDoor(SMTPServer server) {
        this.server = server;
    }

    static SmtpDoor open(int port, Mailbox mailbox, Optional<SSLContext> tls) {
        var builder = new SMTPServer.Builder()
                .bindAddress(InetAddress.getLoopbackAddress())
                .port(port)
                .hostName("localhost")
                .softwareName("CRMesh mail sink")
                .insertReceivedHeaders(false)
                .maxMessageSize(LARGEST_MESSAGE)
                .maxRecipients(MOST_RECIPIENTS)
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
        return new SmtpDoor(server);
    }

    int port() {
        return server.getPortAllocated();
    }

    @Override
    public void close() {
        server.stop();
    }

    /** One message on its way in. */
    private static final class Delivery implements MessageHandler {

        private final Mailbox mailbox;
        private final List<String> recipients = new ArrayList<>();

        Delivery(Mailbox mailbox) {
            this.mailbox = mailbox;
        }

        @Override
        public void from(String sender) {
            // Any sender is welcome: the letter itself says who wrote it.
        }

        @Override
        public void recipient(String recipient) {
            recipients.add(recipient);
        }

        @Override
        public String data(InputStream in) throws RejectException, IOException {
            var raw = in.readNBytes(LARGEST_MESSAGE + 1);
            if (raw.length > LARGEST_MESSAGE) {
                swallow(in);
                throw new RejectException(552, "The message is larger than %d bytes".formatted(LARGEST_MESSAGE));
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

        /** Reads on to the end of the message: only then does a sender listen to the answer. */
        private static void swallow(InputStream in) throws IOException, DropConnectionException {
            var buffer = new byte[1 << 16];
            long swallowed = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                swallowed += read;
                if (swallowed > MOST_SWALLOWED) {
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
