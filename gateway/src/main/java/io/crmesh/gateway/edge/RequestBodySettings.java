package io.crmesh.gateway.edge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.http.HttpHeaders;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of request bodies.
 *
 * @param limit the largest body; the services accept no larger one either
 * @param streamedPaths paths of uploads of any size, which the service reads as they arrive
 * @param timeout until a body must be complete, however slowly it trickles in; uploads must only keep sending
 */
@Validated
@ConfigurationProperties("crm.request-body")
public record RequestBodySettings(
        @DefaultValue("256KB") @NotNull DataSize limit,
        @DefaultValue("/api/customers/imports") @NotNull Set<String> streamedPaths,
        @DefaultValue("15s") @NotNull Duration timeout) {

    public static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    boolean isStreamed(HttpServletRequest request) {
        return streamedPaths.contains(request.getRequestURI());
    }
}
