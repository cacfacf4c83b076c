package io.crmesh.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.platform.testing.RealParts;
import io.crmesh.platform.testing.TestIssuer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** While its database is away, the service starts, is alive and waits for it. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureMockMvc
@ContextConfiguration(initializers = {StartWithoutDatabaseTest.Nowhere.class, TestIssuer.class})
class StartWithoutDatabaseTest {

    static final class Nowhere implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of(
                            "spring.kafka.bootstrap-servers="
                                    + RealParts.broker().bootstrapServers(),
                            "spring.mongodb.uri=mongodb://127.0.0.1:1/?retryWrites=false&serverSelectionTimeoutMS=200",
                            "crm.audit.keys=" + RealParts.auditKeys(),
                            "crm.audit.spool=" + RealParts.auditSpool().resolveSibling("spool-without-database"),
                            "crm.encryption.key-file=" + RealParts.keyFile())
                    .applyTo(context);
        }
    }

    @Test
    void serviceIsAliveAndNotReady(@Autowired MockMvcTester mvc) {
        assertThat(mvc.get().uri("/actuator/health/liveness")).hasStatusOk();
        assertThat(mvc.get().uri("/actuator/health/readiness")).hasStatus(503);
        assertThat(mvc.get().uri("/api/customers").header("Authorization", "Bearer " + TestIssuer.admin()))
                .hasStatus(503)
                .hasHeader("Retry-After", "1");
    }
}
