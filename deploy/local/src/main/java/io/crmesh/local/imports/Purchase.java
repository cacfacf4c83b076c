package io.crmesh.local.imports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;

/**
 * Value object: a row of the CDNOW file, with the customer, the day, the number of CDs and the price in dollars.
 *
 * @param line the line number in the file from 1 on, which is the external id of the order
 */
record Purchase(int line, String customer, LocalDate date, int quantity, BigDecimal dollars) {

    private static final int PRICE_DECIMALS = 4;

    /** A price from which the file's total follows, rounded half-up to the cent; exact for up to 99 CDs. */
    BigDecimal unitPrice() {
        return dollars.divide(BigDecimal.valueOf(quantity), PRICE_DECIMALS, RoundingMode.HALF_UP);
    }
}
