package io.crmesh.platform.testing;

import io.crmesh.local.broker.EmbeddedBroker;
import io.crmesh.local.database.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** The real broker and the real database protocol for a test JVM: one of each, on free ports, gone with it. */
public final class RealParts implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final class Started {
        static final Path DATA = temporary();
        static final EmbeddedBroker BROKER = EmbeddedBroker.open(DATA.resolve("broker"), 0);
        static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open(DATA.resolve("database"), 0);

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                DATABASE.close();
                BROKER.close();
            }));
        }
    }

    private static final class Secret {
        static final Path FILE = keyFile(temporary().resolve("keys"));
        static final Path AUDIT_KEYS = AuditKeys.add(temporary().resolve("audit-keys"), "first");
        static final Path AUDIT_SPOOL = temporary().resolve("audit-spool");
    }

    public static EmbeddedBroker broker() {
        return Started.BROKER;
    }

    public static EmbeddedDatabase database() {
        return Started.DATABASE;
    }

    /** Where the key-encryption key of all services in this JVM is. */
    public static Path keyFile() {
        return Secret.FILE;
    }

    /** Where the keys are that sign the audit trails of all services in this JVM. */
    public static Path auditKeys() {
        return Secret.AUDIT_KEYS;
    }

    /** Where what is recorded waits for the database. */
    public static Path auditSpool() {
        return Secret.AUDIT_SPOOL;
    }

    /** Where the database keeps what it stores. */
    public static Path databaseFile() {
        return Started.DATA.resolve("database");
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(
                        "spring.kafka.bootstrap-servers=" + broker().bootstrapServers(),
                        "spring.kafka.producer.properties.interceptor.classes=" + SentFacts.class.getName(),
                        "spring.mongodb.uri=" + database().connectionString(),
                        "crm.audit.keys=" + auditKeys(),
                        "crm.audit.spool=" + auditSpool(),
                        "crm.seal.key-file=" + keyFile())
                .applyTo(context);
    }

    private static Path keyFile(Path file) {
        try {
            var key = new byte[32];
            new SecureRandom().nextBytes(key);
            return Files.writeString(file, "test " + Base64.getEncoder().encodeToString(key) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("crmesh-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
