package io.crmesh.customer.erasure;

import io.crmesh.customer.registry.CustomerService;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Command;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.command.Answers;
import io.crmesh.platform.command.OnVersion;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** REST controller for the erasure of a customer and its progress. */
@Needs("customers")
@RestController
@RequestMapping("/api/customers/{id}/erasure")
class ErasureController {

    record EraseCustomer(@NotNull ErasureReason reason) {}

    private final CustomerService service;
    private final Receipts receipts;

    ErasureController(CustomerService service, Receipts receipts) {
        this.service = service;
        this.receipts = receipts;
    }

    @Needs("customers:erase")
    @PostMapping
    ResponseEntity<ErasureView> erase(
            @PathVariable String id, @OnVersion Command command, @Valid @RequestBody EraseCustomer request) {
        var saved = service.erase(id, command, request.reason().name());
        return Answers.ok(saved, erased -> ErasureView.of(erased, receipts.of(id)));
    }

    @GetMapping
    ResponseEntity<ErasureView> show(@PathVariable String id, AccessScope scope) {
        return Answers.ok(service.erased(id, scope), erased -> ErasureView.of(erased, receipts.of(id)));
    }
}
