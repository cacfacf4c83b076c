package io.crmesh.customer.registry;

import io.crmesh.customer.consent.Consent.Channel;
import io.crmesh.customer.consent.Consent.Purpose;
import io.crmesh.customer.consent.ConsentState;
import io.crmesh.customer.consent.GivenConsent;
import io.crmesh.customer.registry.Customer.Ownership;
import io.crmesh.customer.registry.CustomerExport.Line;
import io.crmesh.customer.registry.profile.ChangeCustomer;
import io.crmesh.customer.registry.profile.CustomerFields;
import io.crmesh.customer.registry.profile.ProfileChecks;
import io.crmesh.customer.registry.profile.Stage;
import io.crmesh.customer.text.Codes;
import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Command;
import io.crmesh.platform.Past;
import io.crmesh.platform.Refusal.Forbidden;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.auth.CallerAuthentication;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.command.OnVersion;
import io.crmesh.platform.list.ListRequest;
import io.crmesh.platform.list.Listing;
import io.crmesh.platform.record.CsvExport;
import io.crmesh.platform.record.RecordController;
import io.crmesh.platform.record.RecordReads;
import io.crmesh.platform.security.LookUp;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** REST controller of customers. */
@LookUp(by = {"email", "phone", "number", "q"})
@Needs("customers")
@RestController
@RequestMapping("/api/customers")
class CustomerController extends RecordController<Customer, CustomerView> {

    record MoveCustomer(
            @NotNull Stage to,

            @NotNull @Pattern(regexp = Codes.CODE, message = Codes.MESSAGE)
            String evidence) {}

    record AssignOwner(
            @Nullable @Pattern(regexp = Codes.CODE, message = Codes.MESSAGE)
            String owner,

            @Nullable @Pattern(regexp = Codes.CODE, message = Codes.MESSAGE)
            String team,

            @Nullable @Pattern(regexp = Codes.CODE, message = Codes.MESSAGE)
            String territory) {}

    record SetConsent(
            @NotNull ConsentState state,

            @Nullable @Pattern(regexp = Codes.CODE, message = Codes.MESSAGE)
            String policyVersion,

            @Nullable @Pattern(regexp = Codes.CODE, message = Codes.MESSAGE)
            String lawfulBasis,

            @Nullable @Size(max = 2000) String evidence,

            @Nullable @Pattern(regexp = Codes.CODE, message = Codes.MESSAGE)
            String source) {

        GivenConsent about(Purpose purpose, Channel channel) {
            return new GivenConsent(purpose, channel, state, policyVersion, lawfulBasis, evidence, source, null);
        }
    }

    private static final String NUMBERS = "number-lookup:read";

    private static final int AT_ONCE = 100;

    private final Customers customers;
    private final CustomerService service;
    private final ProfileChecks checks;

    CustomerController(Customers customers, CustomerService service, ProfileChecks checks, RecordReads reads) {
        super(customers, CustomerList.LIST, CustomerView::of, reads);
        this.customers = customers;
        this.service = service;
        this.checks = checks;
    }

    /** Besides the fields of the list, {@code q} takes what people type who do not say what it is. */
    @Override
    public Listing listing(String method) {
        return super.listing(method).personal("q", typed -> customers.called(typed, CallerAuthentication.caller()));
    }

    /** All that is known of each customer, in a file that an import takes back. */
    @Override
    @Needs(":export")
    @GetMapping(path = "/export", produces = "text/csv")
    public ResponseEntity<StreamingResponseBody> export(ListRequest request, Past then, AccessScope scope) {
        var query = request.query(listing("export"));
        return CsvExport.answer(
                "customers.csv",
                CustomerExport.COLUMNS,
                () -> customers.stream(scope, query, then)
                        .gather(Gatherers.windowFixed(AT_ONCE))
                        .flatMap(some -> lines(some, scope)));
    }

    /** Some customers with the names of those they work for, which are read together. */
    private Stream<Line> lines(List<Versioned<Customer>> some, AccessScope scope) {
        var employers = some.stream()
                .flatMap(one -> Optional.ofNullable(one.state().profile().organizationId()).stream())
                .distinct()
                .toList();
        var names = new HashMap<String, String>();
        if (!employers.isEmpty()) {
            customers
                    .findAll(employers, scope)
                    .forEach(one -> names.put(
                            one.state().id(), one.state().profile().name().display()));
        }
        return some.stream()
                .map(one -> new Line(
                        CustomerView.of(one.state()),
                        names.get(
                                Objects.requireNonNullElse(one.state().profile().organizationId(), ""))));
    }

    @ResponseStatus(HttpStatus.CREATED)
    @PostMapping
    ResponseEntity<CustomerView> register(Command command, @Valid @RequestBody CustomerFields fields) {
        if (fields.crmNumber() != null && !CallerAuthentication.caller().may(NUMBERS)) {
            throw new Forbidden(NUMBERS); // Whether a number is free tells whether a customer has it.
        }
        checks.checkOwner(fields.owner(), fields.team());
        return created(service.register(command, fields));
    }

    @PatchMapping("/{id}")
    ResponseEntity<CustomerView> change(@PathVariable String id, Command command, @RequestBody ChangeCustomer patch) {
        checks.check(patch.fields());
        return changed(service.change(id, command, patch));
    }

    @PostMapping("/{id}/stage")
    ResponseEntity<CustomerView> move(
            @PathVariable String id, @OnVersion Command command, @Valid @RequestBody MoveCustomer request) {
        return changed(service.move(id, command, request.to(), request.evidence()));
    }

    @PutMapping("/{id}/owner")
    ResponseEntity<CustomerView> assignOwner(
            @PathVariable String id, Command command, @Valid @RequestBody AssignOwner request) {
        checks.checkOwner(request.owner(), request.team());
        var ownership = new Ownership(request.owner(), request.team(), request.territory());
        return changed(service.assignOwner(id, command, ownership));
    }

    @PutMapping("/{id}/consents/{purpose}/{channel}")
    ResponseEntity<CustomerView> consent(
            @PathVariable String id,
            @PathVariable Purpose purpose,
            @PathVariable Channel channel,
            Command command,
            @Valid @RequestBody SetConsent request) {
        return changed(service.consent(id, command, request.about(purpose, channel)));
    }
}
