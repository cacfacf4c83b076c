package io.crmesh.customer.number;

import com.fasterxml.jackson.annotation.JsonValue;
import io.crmesh.platform.Refusal.Impossible;
import java.util.Optional;

/**
 * Value object: the number by which people name a customer: nine random digits and one that checks them (Damm's scheme, which notices
 * every wrong digit and every swap of neighbours). Written 381-204-7766, stored without the dashes.
 */
public record CrmNumber(String value) {

    private static final String FORM = "\\d{10}|\\d{3}-\\d{3}-\\d{4}";

    private static final int[][] DAMM = {
        {0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
        {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
        {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
        {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
        {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
        {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
        {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
        {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
        {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
        {2, 5, 8, 1, 4, 3, 6, 7, 9, 0}
    };

    /** The number of nine digits and the check digit that follows from them. */
    public static CrmNumber of(int nine) {
        var digits = "%09d".formatted(nine);
        return new CrmNumber(digits + check(digits));
    }

    /** Reads what a person typed, with or without dashes. */
    public static CrmNumber parse(String field, String typed) {
        if (!typed.matches(FORM)) {
            throw new Impossible(field, "must be a CRM number such as 381-204-7766");
        }
        var digits = typed.replace("-", "");
        if (check(digits) != 0) {
            throw new Impossible(field, "has a mistyped digit: its check digit does not fit");
        }
        return new CrmNumber(digits);
    }

    /** The number that a person may have typed. */
    public static Optional<CrmNumber> in(String typed) {
        var digits = typed.strip().replace("-", "");
        return typed.strip().matches(FORM) && check(digits) == 0
                ? Optional.of(new CrmNumber(digits))
                : Optional.empty();
    }

    private static int check(String digits) {
        return digits.chars().reduce(0, (interim, digit) -> DAMM[interim][digit - '0']);
    }

    @JsonValue
    public String written() {
        return value.substring(0, 3) + "-" + value.substring(3, 6) + "-" + value.substring(6);
    }

    /** Numbers are protected: this keeps them out of logs. */
    @Override
    public String toString() {
        return "a CRM number";
    }
}
