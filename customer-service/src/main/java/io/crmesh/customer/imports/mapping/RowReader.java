package io.crmesh.customer.imports.mapping;

import io.crmesh.platform.json.CleanText;
import io.crmesh.platform.record.SpreadsheetText;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reader of the rows of one file: takes the cells of a row to the fields that they fill. */
public final class RowReader {

    private static final int LONGEST = 2000;

    /** In the place of a cell that cannot be stored. */
    private static final String UNREADABLE = "\ufffd";

    /** Spreadsheets put these around text that they would otherwise take for a number. */
    private static final Pattern APOSTROPHE = Pattern.compile("'(?=\\d)");

    private static final Pattern FORMULA_TEXT = Pattern.compile("=\"([^\"]*)\"");

    private static final Pattern LINES = Pattern.compile("\\s*[\\n\\t]\\s*");

    private record Source(int column, String field) {}

    private final List<Source> sources = new ArrayList<>();
    private final RowSettings settings;
    private final Dates dates;
    private final @Nullable String system;

    /**
     * A reader of rows in these columns.
     *
     * @param system the system whose ids the file's external ids are
     */
    public RowReader(List<String> columns, List<MappedColumn> mapping, RowSettings settings, @Nullable String system) {
        for (var mapped : mapping) {
            sources.add(new Source(columns.indexOf(mapped.column()), mapped.field()));
        }
        this.settings = settings;
        this.dates = new Dates(settings.dateOrder(), ZoneId.of(settings.zone()));
        this.system = system;
    }

    public RowFields read(List<String> cells) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        var warnings = new ArrayList<RowWarning>();
        var ours = sources.stream()
                .anyMatch(source -> source.field().equals("id")
                        && source.column() < cells.size()
                        && !cells.get(source.column()).isBlank());
        for (var source : sources) {
            var cell = source.column() < cells.size() ? unprotected(cells.get(source.column()), ours) : "";
            if (!cell.isEmpty()) {
                var kept = kept(cell);
                if (kept.isPresent()) {
                    add(texts, source.field(), kept.get());
                } else if (FileField.mayObject(source.field())) {
                    add(texts, source.field(), UNREADABLE); // that something stands there may be an objection
                } else {
                    warnings.add(new RowWarning(source.field(), "has characters that cannot be stored, or too many"));
                }
            }
        }
        return new RowFields(texts, warnings, settings, dates, system);
    }

    private static void add(Map<String, List<String>> texts, String field, String text) {
        var known = texts.computeIfAbsent(field, _ -> new ArrayList<>());
        if (known.isEmpty() || FileField.isList(field)) {
            known.add(
                    field.startsWith("street") || isSplitByLines(field)
                            ? text
                            : LINES.matcher(text).replaceAll(" "));
        }
    }

    private static boolean isSplitByLines(String field) {
        return field.equals("email") || field.equals("tags") || field.startsWith("phone");
    }

    /** An export of ours has only what we put there ourselves; the rest is part of the text. */
    private static String unprotected(String cell, boolean ours) {
        var text = SpreadsheetText.read(cell.strip());
        if (ours) {
            return text.strip();
        }
        var bare = APOSTROPHE.matcher(text).lookingAt() ? text.substring(1) : text;
        return FORMULA_TEXT.matcher(bare).replaceFirst("$1").strip();
    }

    private static Optional<String> kept(String cell) {
        return CleanText.of(cell).filter(text -> text.length() <= LONGEST && text.indexOf('\ufffd') < 0);
    }
}
