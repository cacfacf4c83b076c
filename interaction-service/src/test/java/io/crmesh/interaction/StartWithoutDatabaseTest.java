package io.crmesh.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.platform.testing.NoDatabase;
import io.crmesh.platform.testing.TestIssuer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** While its database is away, the service starts, is alive and waits for it. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureMockMvc
@DirtiesContext // Its consumers would take events away from those that have a database.
@ContextConfiguration(initializers = {NoDatabase.class, TestIssuer.class})
class StartWithoutDatabaseTest {

    @Test
    void serviceIsAliveAndNotReady(@Autowired MockMvcTester mvc) {
        assertThat(mvc.get().uri("/actuator/health/liveness")).hasStatusOk();
        assertThat(mvc.get().uri("/actuator/health/readiness")).hasStatus(503);
        assertThat(mvc.get().uri("/api/interactions").header("Authorization", "Bearer " + TestIssuer.admin()))
                .hasStatus(503)
                .hasHeader("Retry-After", "1");
    }
}
