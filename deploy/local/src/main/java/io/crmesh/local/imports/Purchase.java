package io.crmesh.local.imports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;

/**
 * One row of the CDNOW file: who bought how many CDs on which day, for how many dollars.
 *
 * @param line of the file, from 1 on; what the order is called there
 */
record Purchase(int line, String customer, LocalDate date, int quantity, BigDecimal dollars) {

    private static final int PRICE_DECIMALS = 4;

    /** A price from which the file's total follows, rounded half-up to the cent; exact for up to 99 CDs. */
    BigDecimal unitPrice() {
        return dollars.divide(BigDecimal.valueOf(quantity), PRICE_DECIMALS, RoundingMode.HALF_UP);
    }
}
