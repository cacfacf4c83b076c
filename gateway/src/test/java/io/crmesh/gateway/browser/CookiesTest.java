package io.crmesh.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.gateway.identity.IdentitySettings;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.session.web.http.CookieSerializer.CookieValue;

/** With TLS, no other host and nothing without TLS can set our cookies, nor is told them. */
class CookiesTest {

    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void theSessionGoesByTlsOnly() {
        assertThat(session("https://crm.example.org"))
                .startsWith("__Host-crm-session=")
                .contains("; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax")
                .doesNotContain("Domain");
    }

    @Test
    void whatShowsThatAPageIsOursGoesByTlsOnly() {
        assertThat(forgeryToken("https://crm.example.org"))
                .startsWith("__Host-XSRF-TOKEN=")
                .contains("; Path=/", "; Secure")
                .doesNotContain("Domain", "HttpOnly");
    }

    @Test
    void withoutTlsTheyHaveNoSuchNames() {
        assertThat(session("http://127.0.0.1:8080")).startsWith("crm-session=").doesNotContain("Secure");
        response.reset();
        assertThat(forgeryToken("http://127.0.0.1:8080"))
                .startsWith("XSRF-TOKEN=")
                .doesNotContain("Secure");
    }

    private String session(String place) {
        new SessionConfiguration().cookies(at(place)).writeCookieValue(new CookieValue(request, response, "x"));
        return String.valueOf(response.getHeader("Set-Cookie"));
    }

    private String forgeryToken(String place) {
        var tokens = BrowserDoors.forgeryTokens(at(place));
        tokens.saveToken(tokens.generateToken(request), request, response);
        return String.valueOf(response.getHeader("Set-Cookie"));
    }

    private static IdentitySettings at(String place) {
        return new IdentitySettings(URI.create(place), null, null, null, Map.of());
    }
}
