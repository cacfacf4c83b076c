package io.crmesh.platform.encryption;

import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.auth.Needs;
import java.time.Instant;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Internal REST controller: confirms to customer-service that a person was erased in this service. Not reachable from
 * outside.
 */
@Needs("events")
@RestController
class InternalErasuresController {

    /** Confirmation that a person was erased in a service, and when. */
    record Receipt(Instant erasedAt) {}

    private final Erasures erasures;

    InternalErasuresController(Erasures erasures) {
        this.erasures = erasures;
    }

    @GetMapping("/internal/erasures/{person}")
    Receipt receipt(@PathVariable String person) {
        return erasures.erasedAt(person).map(Receipt::new).orElseThrow(() -> new NotFound("erasure"));
    }
}
