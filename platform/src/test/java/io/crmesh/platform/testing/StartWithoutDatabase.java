package io.crmesh.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Contract test: while its database is away, a service starts, is alive and waits for it. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureMockMvc
@DirtiesContext // Its consumers would take events away from those that have a database.
@ContextConfiguration(initializers = {NoDatabase.class, TestIssuer.class})
public abstract class StartWithoutDatabase {

    private final String list;

    /**
     * Checks one service.
     *
     * @param list the path of a list of its records
     */
    protected StartWithoutDatabase(String list) {
        this.list = list;
    }

    @Test
    void serviceIsAliveAndNotReady(@Autowired MockMvcTester mvc) {
        assertThat(mvc.get().uri("/actuator/health/liveness")).hasStatusOk();
        assertThat(mvc.get().uri("/actuator/health/readiness")).hasStatus(503);
        assertThat(mvc.get().uri(list).header("Authorization", "Bearer " + TestIssuer.admin()))
                .hasStatus(503)
                .hasHeader("Retry-After", "1");
    }
}
