package io.crmesh.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.platform.auth.IssuerUnavailable;
import io.crmesh.platform.json.StrictJson;
import io.crmesh.platform.problem.Problems;
import io.crmesh.platform.trace.Traces;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.oauth2.jwt.JwtException;

class UnauthenticatedEntryPointTest {

    @Test
    void issuerAwayIsAnsweredWith503AndRetryAfter() throws IOException {
        var problems = new Problems(new StrictJson(List.of()), Traces.OFF);
        var response = new MockHttpServletResponse();

        new UnauthenticatedEntryPoint(problems)
                .commence(new MockHttpServletRequest(), response, new IssuerUnavailable(new JwtException("away")));

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("1");
        assertThat(response.getContentAsString()).contains("urn:crm:problem:busy");
    }
}
