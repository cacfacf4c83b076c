package io.crmesh.gateway.resilience;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the timeouts towards services.
 *
 * @param connect until a connection is made
 * @param idle between two chunks of an import, an export or a stream of events, however long it takes in total
 * @param retryBackoff before a refused connection is tried again, and twice as long before the last attempt
 * @param transferPaths a regular expression for the paths of imports and exports
 */
@Validated
@ConfigurationProperties("crm.timeouts")
public record TimeoutSettings(
        @DefaultValue("1s") @NotNull Duration connect,
        @DefaultValue("60s") @NotNull Duration idle,
        @DefaultValue("100ms") @NotNull Duration retryBackoff,

        @DefaultValue("/api/[^/]+/(imports|export)") @NotNull
        Pattern transferPaths) {

    public boolean isLongRunning(HttpServletRequest request) {
        return isEventStream(request)
                || transferPaths.matcher(request.getRequestURI()).matches();
    }

    static boolean isEventStream(HttpServletRequest request) {
        var accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE);
    }
}
