package io.crmesh.gateway.ratelimit;

import jakarta.servlet.http.HttpServletRequest;
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

    /** The nearest address that is not a trusted proxy. Clients can forge what stands further left in the header. */
    String client(HttpServletRequest request) {
        var address = request.getRemoteAddr();
        var forwardedFor = trusts(address) ? request.getHeader(FORWARDED_FOR) : null;
        if (forwardedFor == null) {
            return address;
        }
        for (var hop : List.of(forwardedFor.split(",", 20)).reversed()) {
            address = hop.strip();
            if (!trusts(address)) {
                return address;
            }
        }
        return address;
    }
}
