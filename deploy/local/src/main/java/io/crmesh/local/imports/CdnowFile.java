package io.crmesh.local.imports;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reader of the CDNOW file as published: fixed columns of customer, date, number of CDs and dollars, under a line of
 * headings. Each data row is an order, also rows of 0.00 and identical rows.
 */
final class CdnowFile {

    /** A line of the file is no purchase. */
    static final class InvalidLine extends Exception {
        InvalidLine(String message) {
            super(message);
        }
    }

    private static final Pattern ROW = Pattern.compile("(\\d+)\\s+(\\d{8})\\s+(\\d+)\\s+(\\d+\\.\\d{2})");

    private CdnowFile() {}

    static List<Purchase> read(Path file) throws IOException, InvalidLine {
        var purchases = new ArrayList<Purchase>();
        var line = 0;
        for (var text : Files.readAllLines(file)) {
            line++;
            if (text.isBlank() || (line == 1 && text.contains("customer_id"))) {
                continue;
            }
            purchases.add(purchase(line, text.strip()));
        }
        return purchases;
    }

    private static Purchase purchase(int line, String text) throws InvalidLine {
        var row = ROW.matcher(text);
        if (!row.matches()) {
            throw new InvalidLine("Line " + line + " is not <customer> <yyyymmdd> <CDs> <dollars>");
        }
        try {
            var date = LocalDate.parse(row.group(2), DateTimeFormatter.BASIC_ISO_DATE);
            var quantity = Integer.parseInt(row.group(3));
            if (quantity < 1) {
                throw new InvalidLine("Line " + line + ": an order is for one CD at least");
            }
            return new Purchase(line, row.group(1), date, quantity, new BigDecimal(row.group(4)));
        } catch (DateTimeException | NumberFormatException _) {
            throw new InvalidLine("Line " + line + ": there is no such date or number");
        }
    }
}
