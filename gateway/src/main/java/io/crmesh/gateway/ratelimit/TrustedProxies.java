package io.crmesh.gateway.ratelimit;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the trusted proxies, whose forwarded headers say where a request came from. Without any, no such header
 * is used.
 *
 * @param trustedProxies a regular expression for the addresses of the proxies
 */
@ConfigurationProperties("crm")
public record TrustedProxies(@Nullable Pattern trustedProxies) {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    public boolean trusts(HttpServletRequest request) {
        return trusts(request.getRemoteAddr());
    }

    private boolean trusts(String address) {
        return trustedProxies != null && trustedProxies.matcher(address).matches();
    }

    /**
     * The nearest address that is not a trusted proxy. Proxies append to the header or add a line of it, so clients can
     * forge what stands further left and further up.
     */
    String client(HttpServletRequest request) {
        var address = request.getRemoteAddr();
        if (trusts(address)) {
            for (var line : Collections.list(request.getHeaders(FORWARDED_FOR)).reversed()) {
                for (var hop : List.of(line.split(",", -1)).reversed()) {
                    address = hop.strip();
                    if (!trusts(address)) {
                        return address;
                    }
                }
            }
        }
        return address;
    }
}
