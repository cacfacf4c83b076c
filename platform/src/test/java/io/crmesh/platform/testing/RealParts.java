package io.crmesh.platform.testing;

import static org.awaitility.Awaitility.await;

import io.crmesh.local.broker.EmbeddedBroker;
import io.crmesh.local.database.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;

/** Test fixture: a real broker and a database with the real protocol, one of each per test JVM, on free ports. */
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

    /** The file with the key-encryption key of all services in this JVM. */
    public static Path keyFile() {
        return Secret.FILE;
    }

    /** The folder of the keys that sign the audit trails of all services in this JVM. */
    public static Path auditKeys() {
        return Secret.AUDIT_KEYS;
    }

    /** The spool folder of the audit trails. */
    public static Path auditSpool() {
        return Secret.AUDIT_SPOOL;
    }

    /** The file in which the database stores its data. */
    public static Path databaseFile() {
        return Started.DATA.resolve("database");
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(
                        "spring.kafka.bootstrap-servers=" + broker().bootstrapServers(),
                        "spring.kafka.producer.properties.interceptor.classes=" + SentEvents.class.getName(),
                        "spring.mongodb.uri=" + database().connectionString(),
                        "crm.audit.keys=" + auditKeys(),
                        "crm.audit.spool=" + auditSpool(),
                        "crm.encryption.key-file=" + keyFile())
                .applyTo(context);
        context.addApplicationListener(
                (ContextRefreshedEvent refreshed) -> awaitIndexes(refreshed.getApplicationContext()));
    }

    /** Tests begin as requests to a service do: once it has its indexes. */
    private static void awaitIndexes(ApplicationContext context) {
        if (context.containsBean("indexesHealthIndicator")) {
            var indexes = context.getBean("indexesHealthIndicator", HealthIndicator.class);
            await().until(() -> {
                var health = indexes.health();
                return health != null && health.getStatus().equals(Status.UP);
            });
        }
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
