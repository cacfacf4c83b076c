package io.crmesh.order.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.order.imports.ImportOrders.PastOrder;
import io.crmesh.order.imports.ImportOrders.PastState;
import io.crmesh.order.ledger.PaymentMethod;
import io.crmesh.order.pricing.Pricing;
import io.crmesh.order.pricing.Totals;
import io.crmesh.order.product.Product;
import io.crmesh.order.purchase.CustomerId;
import io.crmesh.order.purchase.OrderEvent;
import io.crmesh.order.purchase.OrderEvent.OrderCancelled;
import io.crmesh.order.purchase.OrderEvent.OrderCompleted;
import io.crmesh.order.purchase.OrderEvent.OrderExpired;
import io.crmesh.order.purchase.OrderEvent.OrderPaid;
import io.crmesh.order.purchase.OrderEvent.OrderPlaced;
import io.crmesh.order.purchase.OrderEvent.OrderReturned;
import io.crmesh.order.purchase.OrderEvent.Origin;
import io.crmesh.order.purchase.OrderEvent.PaymentCaptured;
import io.crmesh.order.purchase.OrderId;
import io.crmesh.order.purchase.Orders;
import io.crmesh.platform.AccessRights;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.json.StrictJson;
import io.crmesh.platform.json.Times;
import io.crmesh.platform.ownership.KnownCustomers;
import io.crmesh.web.FieldError;
import jakarta.validation.Validator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Import reader: validates one row of an import and derives the events of its order. */
@Component
class PastOrderReader {

    private final Orders orders;
    private final KnownCustomers customers;
    private final Validator validator;
    private final JsonMapper json;
    private final Clock clock;

    PastOrderReader(Orders orders, KnownCustomers customers, Validator validator, StrictJson json, Clock clock) {
        this.orders = orders;
        this.customers = customers;
        this.validator = validator;
        this.json = json.mapper()
                .rebuild()
                .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.ALWAYS))
                .build();
        this.clock = clock;
    }

    /**
     * An order to create.
     *
     * @param hash of the row, by which a repeated row is recognised
     */
    record PastOrderEvents(OrderId id, String hash, List<OrderEvent> events) {}

    PastOrderEvents read(PastOrder row, Map<String, Product> products) {
        validate(row);
        var customer = new CustomerId(row.customerId());
        customers.require(customer.value(), AccessRights.ALL);
        var at = placedAt(row.placedAt());
        var priced = Pricing.price(row.currency(), row.lines(), products);
        priced.totals().requireStated(row.total());
        var external = row.externalId().stripped();
        var id = new OrderId(orders.idOf(external));
        var placed = new OrderPlaced(
                new Origin(id, customer, external),
                orders.nextNumber(),
                priced.lines(),
                priced.totals(),
                row.sale(),
                at);
        var state = Objects.requireNonNullElse(row.state(), PastState.COMPLETED);
        var events = new ArrayList<OrderEvent>(List.of(placed));
        if (wasPaid(state) && !priced.totals().amount().isNone()) {
            events.add(payment(placed));
        }
        events.add(last(state, priced.totals(), at));
        return new PastOrderEvents(id, hash(row), events);
    }

    /** Whether the money is here. What was cancelled or returned, the other system has settled with the customer. */
    private static boolean wasPaid(PastState state) {
        return switch (state) {
            case PAID, COMPLETED -> true;
            case CANCELLED, EXPIRED, RETURNED -> false;
        };
    }

    private static PaymentCaptured payment(OrderPlaced placed) {
        var order = placed.origin().id().value();
        var method = Objects.requireNonNullElse(placed.sale().paymentMethod(), PaymentMethod.OTHER);
        return new PaymentCaptured(
                "pay_" + order.substring(order.indexOf('_') + 1),
                placed.totals().amount(),
                method,
                null,
                placed.occurredAt());
    }

    private static OrderEvent last(PastState state, Totals totals, Instant at) {
        return switch (state) {
            case PAID -> new OrderPaid(totals, at);
            case COMPLETED -> new OrderCompleted(at);
            case CANCELLED -> new OrderCancelled(totals, null, at);
            case EXPIRED -> new OrderExpired(totals, at);
            case RETURNED -> new OrderReturned(totals, at);
        };
    }

    private void validate(PastOrder row) {
        var errors = validator.validate(row).stream()
                .map(violation -> new FieldError(violation.getPropertyPath().toString(), violation.getMessage()))
                .sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::message))
                .toList();
        if (!errors.isEmpty()) {
            throw new Impossible("impossible", errors);
        }
    }

    private Instant placedAt(String text) {
        var at = Times.parse(text)
                .or(() -> startOfDay(text))
                .filter(time -> !time.isBefore(Instant.EPOCH))
                .orElseThrow(() -> new Impossible("placedAt", "must be a time or a day from 1970 on"));
        if (at.isAfter(clock.instant())) {
            throw new Impossible("placedAt", "must not be in the future");
        }
        return at;
    }

    private static Optional<Instant> startOfDay(String text) {
        try {
            return Optional.of(
                    LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** Hash of the content of a row, independent of how its JSON is formatted and of how answers are written. */
    private String hash(PastOrder row) {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest(json.writeValueAsString(row).getBytes(UTF_8));
            return "row:1:" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
