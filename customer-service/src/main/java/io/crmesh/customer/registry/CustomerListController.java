package io.crmesh.customer.registry;

import io.crmesh.platform.Scope;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.list.CsvExport;
import io.crmesh.platform.list.ListRequest;
import io.crmesh.platform.list.Pages;
import io.crmesh.platform.web.LookUp;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** The door to many customers at once: page by page, or all of them as a file. */
@Needs("customers")
@RestController
@RequestMapping("/api/customers")
class CustomerListController {

    private final Customers customers;
    private final CustomerList list;

    CustomerListController(Customers customers, CustomerList list) {
        this.customers = customers;
        this.list = list;
    }

    @LookUp(by = {"email", "phone", "number"})
    @GetMapping
    ResponseEntity<Pages.Items<CustomerView>> list(ListRequest request, Scope scope) {
        return Pages.answer(
                request, customers.list(scope, request.query(list.listing())), row -> CustomerView.of(row.state()));
    }

    @LookUp(by = {"email", "phone", "number"})
    @Needs("customers:export")
    @GetMapping(path = "/export", produces = "text/csv")
    ResponseEntity<StreamingResponseBody> export(ListRequest request, Scope scope) {
        var query = request.query(list.listing());
        return CsvExport.answer(
                "customers.csv",
                CustomerList.COLUMNS,
                () -> customers.stream(scope, query).map(Versioned::state));
    }
}
