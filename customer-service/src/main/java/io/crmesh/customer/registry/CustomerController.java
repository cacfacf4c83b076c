package io.crmesh.customer.registry;

import io.crmesh.customer.consent.Consent.Channel;
import io.crmesh.customer.consent.Consent.Purpose;
import io.crmesh.customer.consent.ConsentState;
import io.crmesh.customer.consent.GivenConsent;
import io.crmesh.customer.registry.Customer.Keeper;
import io.crmesh.customer.text.Codes;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.Forbidden;
import io.crmesh.platform.Scope;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.history.Histories;
import io.crmesh.platform.history.HistoryView;
import io.crmesh.platform.web.Answers;
import io.crmesh.platform.web.OnVersion;
import io.crmesh.platform.web.SignedIn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The door to customers, one at a time. */
@Needs("customers")
@RestController
@RequestMapping("/api/customers")
class CustomerController {

    record MoveCustomer(
            @NotNull Stage to,

            @NotNull @Pattern(regexp = Codes.CODE, message = Codes.SAYS)
            String evidence) {}

    record HandOver(
            @Nullable @Pattern(regexp = Codes.CODE, message = Codes.SAYS)
            String owner,

            @Nullable @Pattern(regexp = Codes.CODE, message = Codes.SAYS)
            String team,

            @Nullable @Pattern(regexp = Codes.CODE, message = Codes.SAYS)
            String territory) {}

    record SetConsent(
            @NotNull ConsentState state,

            @Nullable @Pattern(regexp = Codes.CODE, message = Codes.SAYS)
            String policyVersion,

            @Nullable @Pattern(regexp = Codes.CODE, message = Codes.SAYS)
            String lawfulBasis,

            @Nullable @Size(max = 2000) String evidence,

            @Nullable @Pattern(regexp = Codes.CODE, message = Codes.SAYS)
            String source) {

        GivenConsent about(Purpose purpose, Channel channel) {
            return new GivenConsent(purpose, channel, state, policyVersion, lawfulBasis, evidence, source);
        }
    }

    private static final String NUMBERS = "number-lookup:read";

    private final Customers customers;
    private final CustomerDesk desk;
    private final ProfileChecks checks;
    private final Histories histories;

    CustomerController(Customers customers, CustomerDesk desk, ProfileChecks checks, Histories histories) {
        this.customers = customers;
        this.desk = desk;
        this.checks = checks;
        this.histories = histories;
    }

    @PostMapping
    ResponseEntity<CustomerView> register(Command command, @Valid @RequestBody CustomerFields fields) {
        if (fields.crmNumber() != null && !SignedIn.caller().may(NUMBERS)) {
            throw new Forbidden(NUMBERS); // Whether a number can be had tells whether somebody has it.
        }
        var saved = desk.register(command, fields);
        return Answers.created(URI.create("/api/customers/" + saved.state().id()), saved, CustomerView::of);
    }

    @GetMapping("/{id}")
    ResponseEntity<CustomerView> show(
            @PathVariable String id, @RequestParam(required = false) @Nullable Instant asOf, Scope scope) {
        var found = asOf == null ? customers.get(id, scope) : customers.asOf(id, asOf, scope);
        return Answers.ok(found, CustomerView::of);
    }

    @GetMapping("/{id}/history")
    HistoryView.Items history(
            @PathVariable String id,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(defaultValue = "0") @Min(0) long below,
            Scope scope) {
        return histories.of(customers.history(id, below, limit, scope), CustomerView::of);
    }

    @PatchMapping("/{id}")
    ResponseEntity<CustomerView> change(@PathVariable String id, Command command, @RequestBody ChangeCustomer patch) {
        checks.check(patch.fields());
        return Answers.ok(desk.change(id, command, patch), CustomerView::of);
    }

    @PostMapping("/{id}/stage")
    ResponseEntity<CustomerView> move(
            @PathVariable String id, @OnVersion Command command, @Valid @RequestBody MoveCustomer request) {
        return Answers.ok(desk.move(id, command, request.to(), request.evidence()), CustomerView::of);
    }

    @PutMapping("/{id}/owner")
    ResponseEntity<CustomerView> handOver(
            @PathVariable String id, Command command, @Valid @RequestBody HandOver request) {
        var keeper = new Keeper(request.owner(), request.team(), request.territory());
        return Answers.ok(desk.handTo(id, command, keeper), CustomerView::of);
    }

    @PutMapping("/{id}/consents/{purpose}/{channel}")
    ResponseEntity<CustomerView> consent(
            @PathVariable String id,
            @PathVariable Purpose purpose,
            @PathVariable Channel channel,
            Command command,
            @Valid @RequestBody SetConsent request) {
        return Answers.ok(desk.consent(id, command, request.about(purpose, channel)), CustomerView::of);
    }
}
