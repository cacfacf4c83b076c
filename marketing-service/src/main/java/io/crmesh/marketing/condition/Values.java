package io.crmesh.marketing.condition;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Parsing and display of the values of conditions. */
public final class Values {

    public static final String DURATION = "an ISO-8601 duration of at most 100 years, such as P30D";

    private static final Duration LONGEST_DURATION = Duration.ofDays(36_525);
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,18}(\\.\\d{1,6})?");
    private static final int LONGEST = 100;

    private Values() {}

    /** A decimal of limited size: a larger one would cost memory and time. */
    static Optional<BigDecimal> decimal(String text) {
        return DECIMAL.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    /** A duration of limited length: a longer one would lead to times that cannot be computed. */
    public static Optional<Duration> duration(String text) {
        try {
            return Optional.of(Duration.parse(text))
                    .filter(span -> !span.isNegative() && span.compareTo(LONGEST_DURATION) <= 0);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** A value as people read it, shortened if it is long. */
    static String shown(Object value) {
        var text = value instanceof List<?> all
                ? all.stream().map(Values::text).collect(Collectors.joining(", "))
                : text(value);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }

    /** A value as people read it. */
    static String text(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }
}
