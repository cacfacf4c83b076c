package io.crmesh.local.mail;

import io.crmesh.local.mailbox.MailSinkUnavailable;
import io.crmesh.local.tls.Identity;
import java.nio.file.Path;

/**
 * Main class of the mail sink as a process of its own:
 * {@code MailMain <directory> <smtp port> <http port> [--plain]}. It prints {@code ready <smtp port> <http port>} once
 * it serves.
 */
public final class MailMain {

    private MailMain() {}

    /** Serves until the process is stopped. */
    public static void main(String[] args) throws InterruptedException {
        try {
            var sink = open(args);
            Runtime.getRuntime().addShutdownHook(new Thread(sink::close, "stop-mail-sink"));
            System.out.println("ready " + sink.smtpPort() + " " + sink.httpPort());
        } catch (MailSinkUnavailable e) {
            System.err.println("The mail sink cannot start: " + e.getMessage());
            System.exit(1);
        }
        Thread.currentThread().join();
    }

    private static MailSink open(String[] args) {
        boolean plain = args.length == 4 && args[3].equals("--plain");
        if (args.length != 3 && !plain) {
            throw new MailSinkUnavailable("it needs a directory and two ports, and perhaps --plain.");
        }
        return MailSink.open(Path.of(args[0]), port(args[1]), port(args[2]), plain, Identity.given());
    }

    private static int port(String arg) {
        try {
            int port = Integer.parseInt(arg);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, like a number that is no port.
        }
        throw new MailSinkUnavailable("%s is not a port.".formatted(arg));
    }
}
