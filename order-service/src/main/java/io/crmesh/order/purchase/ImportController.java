package io.crmesh.order.purchase;

import io.crmesh.platform.Command;
import io.crmesh.platform.auth.Needs;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Orders of the past come in here, many at a time. */
@Needs(value = "orders", everyRow = true)
@RestController
@RequestMapping("/api/orders/imports")
class ImportController {

    private final ImportDesk desk;

    ImportController(ImportDesk desk) {
        this.desk = desk;
    }

    @PostMapping
    ImportResult run(Command command, @Valid @RequestBody ImportOrders wish) {
        return desk.run(command, wish);
    }
}
