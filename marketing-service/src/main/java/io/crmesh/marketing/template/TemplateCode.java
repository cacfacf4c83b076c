package io.crmesh.marketing.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Scanner of a template: finds its code, {@code {{ … }}} and {@code {% … %}}, and where each piece stands. It reads every
 * character once, so that a hostile text costs no more time than a harmless one.
 */
final class TemplateCode {

    private static final Pattern END_OF_VERBATIM = Pattern.compile("\\{%-?\\s*endverbatim\\s*-?%}");
    private static final Pattern VERBATIM = Pattern.compile("-?\\s*verbatim\\s*-?");

    /**
     * A piece of code.
     *
     * @param start offset of its first character after the delimiter
     * @param text without its delimiters
     * @param tag whether it is a tag rather than a value to print
     * @param closed whether its end was found
     */
    record Piece(int start, String text, boolean tag, boolean closed) {}

    private final String template;
    private final List<Piece> pieces = new ArrayList<>();

    private TemplateCode(String template) {
        this.template = template;
    }

    static List<Piece> in(String template) {
        var code = new TemplateCode(template);
        code.scan();
        return List.copyOf(code.pieces);
    }

    private void scan() {
        var at = template.indexOf('{');
        while (at >= 0 && at + 1 < template.length()) {
            var next = switch (template.charAt(at + 1)) {
                case '#' -> after(template.indexOf("#}", at + 2));
                case '{' -> piece(at + 2, "}}");
                case '%' -> piece(at + 2, "%}");
                default -> at + 1;
            };
            at = next < 0 ? -1 : template.indexOf('{', next);
        }
    }

    private static int after(int delimiter) {
        return delimiter < 0 ? -1 : delimiter + 2;
    }

    /** Adds a piece; answers where the text goes on, or -1 if the piece does not end. */
    private int piece(int start, String delimiter) {
        var tag = delimiter.equals("%}");
        var end = endOf(start, delimiter);
        if (end < 0) {
            pieces.add(new Piece(start, template.substring(start), tag, false));
            return -1;
        }
        var text = template.substring(start, end);
        pieces.add(new Piece(start, text, tag, true));
        return tag && VERBATIM.matcher(text).matches() ? afterVerbatim(end + 2) : end + 2;
    }

    private int afterVerbatim(int start) {
        var end = END_OF_VERBATIM.matcher(template);
        return end.find(start) ? end.end() : -1;
    }

    /** Where the delimiter stands outside of a quoted text, or -1. */
    private int endOf(int start, String delimiter) {
        var quote = '\0';
        for (int at = start; at < template.length(); at++) {
            var character = template.charAt(at);
            if (quote == '\0') {
                if (template.startsWith(delimiter, at)) {
                    return at;
                }
                quote = character == '"' || character == '\'' ? character : '\0';
            } else if (character == '\\') {
                at++;
            } else if (character == quote) {
                quote = '\0';
            }
        }
        return -1;
    }

    /** The code with its quoted texts blanked, so that what is left keeps its place. */
    static String withoutTexts(String code) {
        var left = new StringBuilder(code);
        var quote = '\0';
        for (int at = 0; at < left.length(); at++) {
            var character = left.charAt(at);
            if (quote == '\0') {
                quote = character == '"' || character == '\'' ? character : '\0';
                continue;
            }
            left.setCharAt(at, ' ');
            if (character == '\\' && at + 1 < left.length()) {
                left.setCharAt(++at, ' ');
            } else if (character == quote) {
                quote = '\0';
            }
        }
        return left.toString();
    }

    /** The place of an offset as people count it. */
    static String place(String template, int offset) {
        var before = template.substring(0, Math.min(offset, template.length()));
        var line = before.chars().filter(character -> character == '\n').count() + 1;
        return "line %d, column %d".formatted(line, before.length() - before.lastIndexOf('\n'));
    }
}
