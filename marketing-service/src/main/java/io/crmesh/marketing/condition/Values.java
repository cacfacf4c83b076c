package io.crmesh.marketing.condition;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parsing and display of the values of conditions. */
final class Values {

    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,18}(\\.\\d{1,6})?");
    private static final int LONGEST = 100;

    private Values() {}

    /** A decimal of limited size: a larger one would cost memory and time. */
    static Optional<BigDecimal> decimal(String text) {
        return DECIMAL.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    static String shown(Object value) {
        var text = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
