package io.crmesh.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class EdgeHeadersTest {

    @Test
    void tlsResponseCarriesStrictTransportSecurity() {
        assertThat(stayWithTls("crm.example.org", true)).isEqualTo("max-age=31536000");
        assertThat(stayWithTls("crm.example.org", false)).isNull();
    }

    @Test
    void localhostResponseCarriesNoStrictTransportSecurity() {
        assertThat(stayWithTls("localhost", true)).isNull();
    }

    private static @Nullable String stayWithTls(String host, boolean secure) {
        var request = new MockHttpServletRequest();
        request.setServerName(host);
        request.setSecure(secure);
        var response = new MockHttpServletResponse();
        EdgeHeaders.addTo(response, request);
        return response.getHeader("Strict-Transport-Security");
    }
}
