package io.crmesh.marketing.condition;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** How values of conditions are read and shown. */
final class Values {

    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,18}(\\.\\d{1,6})?");
    private static final int LONGEST = 100;

    private Values() {}

    /** A decimal of a sensible size: what is larger would be no number but an attack. */
    static Optional<BigDecimal> decimal(String text) {
        return DECIMAL.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    static String shown(Object value) {
        var text = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
