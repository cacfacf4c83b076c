package io.crmesh.order.imports;

import io.crmesh.platform.Command;
import io.crmesh.platform.auth.Needs;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** REST controller for the import of past orders, up to 500 at a time. */
@Needs(value = "orders", everyRow = true)
@RestController
@RequestMapping("/api/orders/imports")
class ImportController {

    private final ImportService service;

    ImportController(ImportService service) {
        this.service = service;
    }

    @PostMapping
    ImportResult run(Command command, @Valid @RequestBody ImportOrders request) {
        return service.run(command, request);
    }
}
