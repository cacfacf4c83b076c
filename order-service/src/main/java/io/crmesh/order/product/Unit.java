package io.crmesh.order.product;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Unit in which a product is sold; it says how many decimals a quantity may have. */
public enum Unit {
    PIECE(0),
    KILOGRAM(3),
    LITRE(3),
    METRE(3),
    SQUARE_METRE(3),
    HOUR(3),
    DAY(3);

    private final int decimals;

    Unit(int decimals) {
        this.decimals = decimals;
    }

    /** This unit, or pieces: they are not said. */
    public static Unit orPiece(@Nullable Unit unit) {
        return Objects.requireNonNullElse(unit, PIECE);
    }

    public boolean admits(BigDecimal quantity) {
        return quantity.stripTrailingZeros().scale() <= decimals;
    }

    /** What a quantity of this unit must be, for people. */
    public String hint() {
        return decimals == 0 ? "must be a whole number of pieces" : "must have at most " + decimals + " decimals";
    }
}
