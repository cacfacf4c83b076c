package io.crmesh.customer.imports.file;

import io.crmesh.customer.imports.file.FileFormat.Opener;
import io.crmesh.customer.imports.mapping.MappedColumn;
import io.crmesh.customer.imports.mapping.MappingProposal;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.json.CleanText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a file's beginning tells: its format, its columns and some of its rows.
 *
 * @param columns the names of the header, each once
 */
public record FileInspection(FileFormat format, List<String> columns, List<List<String>> rows) {

    private static final int MOST_COLUMNS = 500;
    private static final int LONGEST_NAME = 100;
    private static final int SAMPLE = 1000;

    /**
     * Looks at the beginning of a file.
     *
     * @param encoding null to detect it
     * @param separator null to detect it
     */
    public static FileInspection of(Opener file, @Nullable String encoding, @Nullable String separator) {
        var format = FileFormat.of(file, encoding, separator);
        var rows = new ArrayList<List<String>>();
        List<String> header = List.of();
        try (var read =
                new CsvRows(file.open(), format.encoding(), format.separator().charAt(0))) {
            for (var row : read.next(SAMPLE)) {
                if (row.cells() != null && row.line() == format.headerLine()) {
                    header = row.cells();
                } else if (row.cells() != null && row.line() > format.headerLine()) {
                    rows.add(row.cells());
                }
            }
        }
        return new FileInspection(format, names(format, header), rows);
    }

    public List<MappedColumn> proposal() {
        return MappingProposal.of(columns, rows);
    }

    private static List<String> names(FileFormat format, List<String> header) {
        if (header.isEmpty() || header.size() > MOST_COLUMNS) {
            throw new Impossible(
                    "file",
                    "line %d: must be 1 to %d column names in CSV".formatted(format.headerLine(), MOST_COLUMNS));
        }
        var names = new ArrayList<String>();
        var taken = new HashSet<String>();
        for (int i = 0; i < header.size(); i++) {
            var name = CleanText.of(header.get(i).strip()).filter(text -> text.indexOf('\ufffd') < 0);
            if (name.isEmpty()) {
                throw new Impossible(
                        "file",
                        "line %d: the name of column %d is not readable as %s: ?encoding= chooses another encoding"
                                .formatted(format.headerLine(), i + 1, format.encoding()));
            }
            names.add(unique(name.get(), i + 1, taken));
        }
        return List.copyOf(names);
    }

    /** Columns are mapped by their names, so each has one of its own, and a short one. */
    private static String unique(String name, int number, Set<String> taken) {
        var first = name.isEmpty()
                ? "column " + number
                : name.substring(0, Math.min(name.length(), LONGEST_NAME))
                        .strip()
                        .replace('\n', ' ');
        var unique = first;
        for (int count = 2; !taken.add(unique); count++) {
            unique = first + " (" + count + ")";
        }
        return unique;
    }
}
