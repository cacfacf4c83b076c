package io.crmesh.customer.erasure;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.platform.store.Erased;
import io.crmesh.platform.web.RecordId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * That somebody was erased, and how far that is.
 *
 * @param by who had it done
 * @param done whether every service has confirmed
 */
record ErasureView(
        @RecordId String id, String reason, String by, Instant at, boolean done, List<Confirmation> services) {

    /**
     * What a service says of it.
     *
     * @param erasedAt since when nobody can read there what was sealed for the person; absent until it says so
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
