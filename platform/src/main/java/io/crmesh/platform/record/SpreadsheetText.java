package io.crmesh.platform.record;

import java.util.regex.Pattern;

/**
 * Text of a cell that a spreadsheet must not run. An apostrophe stands before what would be a formula, also behind a
 * semicolon, at which a spreadsheet of other countries begins another cell. {@link #read} gives back the same text.
 */
public final class SpreadsheetText {

    private static final Pattern FORMULA = Pattern.compile("(^|;\\s*)('*[=+\\-@\\t\\r])");
    private static final Pattern PROTECTED = Pattern.compile("(^|;\\s*)'('*[=+\\-@\\t\\r])");

    /** A number, or telephone numbers in groups of digits, which stay as they are. */
    private static final Pattern HARMLESS = Pattern.compile("-?\\d+([.,]\\d+)?|\\+\\d+( \\d+)+( ::: \\+\\d+( \\d+)+)*");

    private SpreadsheetText() {}

    public static String written(String text) {
        return HARMLESS.matcher(text).matches() ? text : FORMULA.matcher(text).replaceAll("$1'$2");
    }

    /** The text that was written so. */
    public static String read(String cell) {
        return PROTECTED.matcher(cell).replaceAll("$1$2");
    }
}
