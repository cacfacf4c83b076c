package io.crmesh.gateway;

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
 * How long we wait for services.
 *
 * @param connect for a connection to be made
 * @param idle between two signs of life of an import, an export or a stream of events, however long it takes in all
 * @param refused before a refused connection is tried again, and twice as long before the last time
 * @param uploads a regular expression for the paths of imports and exports
 */
@Validated
@ConfigurationProperties("crm.patience")
record Patience(
        @DefaultValue("1s") @NotNull Duration connect,
        @DefaultValue("60s") @NotNull Duration idle,
        @DefaultValue("100ms") @NotNull Duration refused,

        @DefaultValue("/api/[^/]+/(imports|export)") @NotNull
        Pattern uploads) {

    boolean isLong(HttpServletRequest request) {
        return isStream(request) || uploads.matcher(request.getRequestURI()).matches();
    }

    static boolean isStream(HttpServletRequest request) {
        var accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE);
    }
}
