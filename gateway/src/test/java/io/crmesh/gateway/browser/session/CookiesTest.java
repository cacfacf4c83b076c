package io.crmesh.gateway.browser.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.gateway.identity.IdentitySettings;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.session.web.http.CookieSerializer.CookieValue;

/** With TLS, neither other hosts nor plain HTTP can set or read the cookies. */
class CookiesTest {

    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void sessionCookieIsSentByTlsOnly() {
        assertThat(session("https://crm.example.org"))
                .startsWith("__Host-crm-session=")
                .contains("; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax")
                .doesNotContain("Domain");
    }

    @Test
    void csrfCookieIsSentByTlsOnly() {
        assertThat(forgeryToken("https://crm.example.org"))
                .startsWith("__Host-XSRF-TOKEN=")
                .contains("; Path=/", "; Secure")
                .doesNotContain("Domain", "HttpOnly");
    }

    @Test
    void cookiesWithoutTlsHaveNoHostPrefix() {
        assertThat(session("http://127.0.0.1:8080")).startsWith("crm-session=").doesNotContain("Secure");
        response.reset();
        assertThat(forgeryToken("http://127.0.0.1:8080"))
                .startsWith("XSRF-TOKEN=")
                .doesNotContain("Secure");
    }

    private String session(String address) {
        new SessionConfiguration().cookies(at(address)).writeCookieValue(new CookieValue(request, response, "x"));
        return String.valueOf(response.getHeader("Set-Cookie"));
    }

    private String forgeryToken(String address) {
        var tokens = SessionConfiguration.csrfTokens(at(address));
        tokens.saveToken(tokens.generateToken(request), request, response);
        return String.valueOf(response.getHeader("Set-Cookie"));
    }

    private static IdentitySettings at(String address) {
        return new IdentitySettings(URI.create(address), null, null, null, Map.of());
    }
}
