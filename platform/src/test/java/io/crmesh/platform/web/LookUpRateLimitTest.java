package io.crmesh.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.platform.testing.TestIssuer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebTest
class LookUpRateLimitTest {

    private static final int AT_ONCE = 5;

    private final MockMvcTester http;

    LookUpRateLimitTest(@Autowired MockMvcTester http) {
        this.http = http;
    }

    @Test
    void tooManyLookUpsAreRefused() {
        for (int number = 0; number < AT_ONCE; number++) {
            assertThat(asked("phone=4915112345670" + number, "curious")).hasStatusOk();
        }

        var refused = asked("phone=49151123456799", "curious");

        assertThat(refused).hasStatus(429).headers().containsHeader("Retry-After");
        assertThat(refused).bodyText().contains("too-many-requests").doesNotContain("49151");
        assertThat(asked("limit=7", "curious")).as("a list is no look-up").hasStatusOk();
        assertThat(asked("phone=49151123456799", "another")).hasStatusOk();
    }

    private MvcTestResult asked(String question, String who) {
        return http.get()
                .uri("/people?" + question)
                .header("Authorization", "Bearer " + TestIssuer.token(who, "AGENT"))
                .exchange();
    }
}
