package io.crmesh.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.platform.auth.IssuerAway;
import io.crmesh.platform.trace.Traces;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.oauth2.jwt.JwtException;

class UnauthenticatedTest {

    @Test
    void whileTheIssuerIsAwayOneComesAgain() throws IOException {
        var problems = new Problems(new StrictJson(List.of()), Traces.OFF);
        var response = new MockHttpServletResponse();

        new Unauthenticated(problems)
                .commence(new MockHttpServletRequest(), response, new IssuerAway(new JwtException("away")));

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("1");
        assertThat(response.getContentAsString()).contains("urn:crm:problem:busy");
    }
}
