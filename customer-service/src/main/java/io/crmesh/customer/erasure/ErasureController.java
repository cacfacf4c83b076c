package io.crmesh.customer.erasure;

import io.crmesh.customer.registry.CustomerDesk;
import io.crmesh.customer.registry.ErasureReason;
import io.crmesh.platform.Command;
import io.crmesh.platform.Scope;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.web.Answers;
import io.crmesh.platform.web.OnVersion;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where somebody is erased, and where it is seen how far that is. */
@Needs("customers")
@RestController
@RequestMapping("/api/customers/{id}/erasure")
class ErasureController {

    record EraseCustomer(@NotNull ErasureReason reason) {}

    private final CustomerDesk desk;
    private final Receipts receipts;

    ErasureController(CustomerDesk desk, Receipts receipts) {
        this.desk = desk;
        this.receipts = receipts;
    }

    @Needs("customers:erase")
    @PostMapping
    ResponseEntity<ErasureView> erase(
            @PathVariable String id, @OnVersion Command command, @Valid @RequestBody EraseCustomer request) {
        var saved = desk.erase(id, command, request.reason().name());
        return Answers.ok(saved, erased -> ErasureView.of(erased, receipts.of(id)));
    }

    @GetMapping
    ResponseEntity<ErasureView> show(@PathVariable String id, Scope scope) {
        return Answers.ok(desk.erased(id, scope), erased -> ErasureView.of(erased, receipts.of(id)));
    }
}
