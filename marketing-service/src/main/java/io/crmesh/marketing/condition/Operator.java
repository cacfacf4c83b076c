package io.crmesh.marketing.condition;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Operator of a leaf. An unknown value meets none of them but {@code !=} and {@code exists false}. */
enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    MORE(">"),
    AT_LEAST(">="),
    IN("in"),
    CONTAINS("contains"),
    EXISTS("exists"),
    WITHIN("within");

    private final String sign;

    Operator(String sign) {
        this.sign = sign;
    }

    static Optional<Operator> of(String sign) {
        return Arrays.stream(values())
                .filter(operator -> operator.sign.equals(sign))
                .findFirst();
    }

    static String all() {
        return Arrays.stream(values()).map(operator -> operator.sign).collect(Collectors.joining(" "));
    }

    String sign() {
        return sign;
    }

    /** Whether the operator applies to values of this type. */
    boolean fits(Path<?> path) {
        return switch (this) {
            case EXISTS -> true;
            case EQUAL, NOT_EQUAL -> !path.many();
            case LESS, AT_MOST, MORE, AT_LEAST ->
                !path.many()
                        && switch (path.type()) {
                            case NUMBER, INSTANT, MONEY, MONEY_BY_CURRENCY -> true;
                            case TEXT, BOOLEAN -> false;
                        };
            case IN ->
                !path.many()
                        && switch (path.type()) {
                            case TEXT, NUMBER -> true;
                            case INSTANT, MONEY, MONEY_BY_CURRENCY, BOOLEAN -> false;
                        };
            case CONTAINS -> path.many();
            case WITHIN -> !path.many() && path.type() == ValueType.INSTANT;
        };
    }
}
