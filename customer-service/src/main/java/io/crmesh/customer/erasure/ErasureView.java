package io.crmesh.customer.erasure;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.platform.accesslog.RecordId;
import io.crmesh.platform.document.Erased;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The erasure of a customer, and its progress.
 *
 * @param by who requested it
 * @param done whether every service has confirmed
 */
record ErasureView(
        @RecordId String id, String reason, String by, Instant at, boolean done, List<Confirmation> services) {

    /**
     * The confirmation of one service.
     *
     * @param erasedAt since when the data of the person cannot be decrypted there; absent until the service confirms
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Confirmation(String service, @Nullable Instant erasedAt) {}

    static ErasureView of(Erased erased, Map<String, Instant> confirmed) {
        var services = Receipts.SERVICES.stream()
                .map(service -> new Confirmation(service, confirmed.get(service)))
                .toList();
        var done = services.stream().allMatch(service -> service.erasedAt() != null);
        return new ErasureView(erased.id(), erased.reason(), erased.by(), erased.at(), done, services);
    }
}
