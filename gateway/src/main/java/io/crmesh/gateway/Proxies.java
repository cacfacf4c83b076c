package io.crmesh.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Whom we believe about where a request came from: nobody, unless it is said who stands before us.
 *
 * @param trustedProxies a regular expression for the addresses of proxies of ours
 */
@ConfigurationProperties("crm")
record Proxies(@Nullable Pattern trustedProxies) {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    boolean trusts(HttpServletRequest request) {
        return trusts(request.getRemoteAddr());
    }

    private boolean trusts(String address) {
        return trustedProxies != null && trustedProxies.matcher(address).matches();
    }

    /** The nearest address that is not a proxy of ours; what stands further left in the header anybody can write. */
    String client(HttpServletRequest request) {
        var address = request.getRemoteAddr();
        var told = trusts(address) ? request.getHeader(FORWARDED_FOR) : null;
        if (told == null) {
            return address;
        }
        for (var hop : List.of(told.split(",", 20)).reversed()) {
            address = hop.strip();
            if (!trusts(address)) {
                return address;
            }
        }
        return address;
    }
}
