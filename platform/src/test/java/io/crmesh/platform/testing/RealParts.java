package io.crmesh.platform.testing;

import io.crmesh.local.broker.EmbeddedBroker;
import io.crmesh.local.database.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    public static EmbeddedBroker broker() {
        return Started.BROKER;
    }

    public static EmbeddedDatabase database() {
        return Started.DATABASE;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(
                        "spring.kafka.bootstrap-servers=" + broker().bootstrapServers(),
                        "spring.kafka.producer.properties.interceptor.classes=" + SentFacts.class.getName(),
                        "spring.mongodb.uri=" + database().connectionString())
                .applyTo(context);
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("crmesh-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
