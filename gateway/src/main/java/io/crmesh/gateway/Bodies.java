package io.crmesh.gateway;

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
 * How large bodies may be.
 *
 * @param limit of a body; the services take no larger ones either
 * @param streamed paths of uploads of any size; the service reads them as they come
 * @param timeout in which a body must have arrived, however it trickles; uploads must only go on
 */
@Validated
@ConfigurationProperties("crm.bodies")
record Bodies(
        @DefaultValue("256KB") @NotNull DataSize limit,
        @DefaultValue("/api/customers/imports") @NotNull Set<String> streamed,
        @DefaultValue("15s") @NotNull Duration timeout) {

    static boolean comesWith(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    boolean isStreamed(HttpServletRequest request) {
        return streamed.contains(request.getRequestURI());
    }
}
