package io.crmesh.marketing.condition;

import io.crmesh.marketing.profile.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/** Comparison of found values with the expected value of a leaf. Numbers are compared by value: 0.00 is 0. */
final class Comparison {

    private Comparison() {}

    /** @param now the moment of the event, from which {@code within} counts back */
    static boolean holds(List<?> found, Operator operator, Object expected, Instant now) {
        return switch (operator) {
            case EXISTS -> !found.isEmpty() == (Boolean) expected;
            case EQUAL -> compare(found, expected).equals(OptionalInt.of(0));
            case NOT_EQUAL -> !compare(found, expected).equals(OptionalInt.of(0));
            case LESS -> compare(found, expected).orElse(0) < 0;
            case AT_MOST -> compare(found, expected).orElse(1) <= 0;
            case MORE -> compare(found, expected).orElse(0) > 0;
            case AT_LEAST -> compare(found, expected).orElse(-1) >= 0;
            case IN ->
                ((List<?>) expected)
                        .stream().anyMatch(one -> compare(found, one).equals(OptionalInt.of(0)));
            case CONTAINS ->
                found.stream().anyMatch(one -> compare(List.of(one), expected).equals(OptionalInt.of(0)));
            case WITHIN -> !found.isEmpty() && within((Instant) found.getFirst(), (Duration) expected, now);
        };
    }

    private static boolean within(Instant found, Duration span, Instant now) {
        return !found.isAfter(now) && !found.isBefore(now.minus(span));
    }

    /** Nothing if they cannot be compared: there is no value, or amounts are of different currencies. */
    private static OptionalInt compare(List<?> found, Object expected) {
        return switch (expected) {
            case Money money ->
                found.stream()
                        .map(Money.class::cast)
                        .filter(each -> each.currency().equals(money.currency()))
                        .mapToInt(each -> Long.compare(each.minor(), money.minor()))
                        .findFirst();
            case BigDecimal number
            when found.size() == 1 -> OptionalInt.of(decimal(found.getFirst()).compareTo(number));
            case Instant instant
            when found.size() == 1 -> OptionalInt.of(((Instant) found.getFirst()).compareTo(instant));
            case String text
            when found.size() == 1 -> OptionalInt.of(found.getFirst().equals(text) ? 0 : 1);
            case Boolean flag
            when found.size() == 1 -> OptionalInt.of(found.getFirst().equals(flag) ? 0 : 1);
            default -> OptionalInt.empty(); // none, or amounts of several currencies
        };
    }

    private static BigDecimal decimal(Object found) {
        return found instanceof Money money ? money.amount() : (BigDecimal) found;
    }
}
