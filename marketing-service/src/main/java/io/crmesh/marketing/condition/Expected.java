package io.crmesh.marketing.condition;

import io.crmesh.marketing.profile.Money;
import io.crmesh.platform.Refusal;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parser of the expected value of a leaf, by the type of the value that it is compared with. */
final class Expected {

    private static final int MOST = 100;
    private static final int LONGEST = 200;
    private static final String AMOUNT = "{\"amount\": \"20.00\", \"currency\": \"EUR\"}";

    private Expected() {}

    /** The value as its operator needs it; empty if it has the wrong type. */
    static Optional<Object> read(@Nullable Object json, Operator operator, Path<?> path) {
        return switch (operator) {
            case EXISTS -> json == null ? Optional.of(true) : Optional.of(json).filter(Boolean.class::isInstance);
            case WITHIN -> json instanceof String text ? Values.duration(text).map(span -> span) : Optional.empty();
            case IN -> list(json, path);
            case EQUAL, NOT_EQUAL, LESS, AT_MOST, MORE, AT_LEAST, CONTAINS -> one(json, path);
        };
    }

    static String description(Operator operator, Path<?> path) {
        return switch (operator) {
            case EXISTS -> "true or false";
            case WITHIN -> Values.DURATION;
            case IN -> "a list of 1 to " + MOST + " of " + description(path);
            case EQUAL, NOT_EQUAL, LESS, AT_MOST, MORE, AT_LEAST, CONTAINS -> description(path);
        };
    }

    private static String description(Path<?> path) {
        return switch (path.type()) {
            case TEXT -> path.texts().description();
            case NUMBER -> "a number or a decimal as text";
            case BOOLEAN -> "true or false";
            case INSTANT -> "an instant in UTC";
            case MONEY -> "an amount, or " + AMOUNT;
            case MONEY_BY_CURRENCY -> AMOUNT + ", since there may be amounts of several currencies";
        };
    }

    private static Optional<Object> list(@Nullable Object json, Path<?> path) {
        if (!(json instanceof List<?> all) || all.isEmpty() || all.size() > MOST) {
            return Optional.empty();
        }
        var read = all.stream()
                .map(each -> one(each, path))
                .flatMap(Optional::stream)
                .toList();
        return read.size() == all.size() ? Optional.of(read) : Optional.empty();
    }

    private static Optional<Object> one(@Nullable Object json, Path<?> path) {
        return switch (path.type()) {
            case TEXT ->
                json instanceof String text
                                && text.length() <= LONGEST
                                && path.texts().contains().test(text)
                        ? Optional.of(text)
                        : Optional.empty();
            case NUMBER -> number(json).map(number -> number);
            case BOOLEAN -> Optional.<Object>ofNullable(json).filter(Boolean.class::isInstance);
            case INSTANT -> json instanceof String text ? instant(text) : Optional.empty();
            case MONEY ->
                json instanceof Map<?, ?> money ? money(money) : number(json).map(number -> number);
            case MONEY_BY_CURRENCY -> json instanceof Map<?, ?> money ? money(money) : Optional.empty();
        };
    }

    private static Optional<BigDecimal> number(@Nullable Object json) {
        return json instanceof Number || json instanceof String ? Values.decimal(json.toString()) : Optional.empty();
    }

    private static Optional<Object> money(Map<?, ?> json) {
        if (json.size() == 2
                && json.get("amount") instanceof String amount
                && json.get("currency") instanceof String currency
                && currency.matches("[A-Z]{3}")) {
            try {
                return Optional.of(Money.of(amount, currency));
            } catch (Refusal.Unreadable _) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Optional<Object> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
