package io.crmesh.platform.testing;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Test fixture: the real broker, and an address at which no database answers. */
public final class NoDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(
                        "spring.kafka.bootstrap-servers=" + RealParts.broker().bootstrapServers(),
                        "spring.mongodb.uri=mongodb://127.0.0.1:1/?retryWrites=false&serverSelectionTimeoutMS=200",
                        "crm.audit.keys=" + RealParts.auditKeys(),
                        "crm.audit.spool=" + RealParts.auditSpool().resolveSibling("spool-without-database"),
                        "crm.encryption.key-file=" + RealParts.keyFile())
                .applyTo(context);
    }
}
