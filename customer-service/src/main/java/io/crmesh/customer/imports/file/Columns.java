package io.crmesh.customer.imports.file;

import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.json.CleanText;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Value object: the columns that a file's header names, and which fields they probably fill. */
public record Columns(char separator, List<String> names) {

    private static final int MOST = 200;
    private static final int LONGEST_NAME = 100;

    private static final Map<String, String> USUAL_NAMES = Map.ofEntries(
            Map.entry("id", "externalId"),
            Map.entry("customerid", "externalId"),
            Map.entry("name", "name.legal"),
            Map.entry("fullname", "name.legal"),
            Map.entry("legalname", "name.legal"),
            Map.entry("company", "name.legal"),
            Map.entry("nickname", "name.nickname"),
            Map.entry("mail", "email"),
            Map.entry("emailaddress", "email"),
            Map.entry("tel", "phone"),
            Map.entry("telephone", "phone"),
            Map.entry("mobile", "phone"),
            Map.entry("phonenumber", "phone"),
            Map.entry("address", "street"),
            Map.entry("state", "region"),
            Map.entry("province", "region"),
            Map.entry("zip", "postalCode"),
            Map.entry("zipcode", "postalCode"),
            Map.entry("postcode", "postalCode"),
            Map.entry("lang", "language"),
            Map.entry("created", "registeredAt"),
            Map.entry("since", "registeredAt"));

    /** Reads the header only, with the one of the two separators that makes more columns. */
    public static Columns of(Opener file) {
        var commas = header(file, ',');
        var semicolons = header(file, ';');
        var columns = semicolons.size() > Math.max(1, commas.size())
                ? new Columns(';', semicolons)
                : new Columns(',', commas);
        columns.check();
        return columns;
    }

    /** Opens a file, any number of times, at its beginning. */
    public interface Opener {
        InputStream open();
    }

    private static List<String> header(Opener file, char separator) {
        try (var rows = new CsvRows(file.open(), separator)) {
            for (var row : rows.next(1)) {
                if (row.cells() != null) {
                    return row.cells().stream().map(String::strip).toList();
                }
            }
            return List.of();
        }
    }

    private void check() {
        if (names.isEmpty() || names.size() > MOST) {
            throw new Impossible("file", "line 1: must be 1 to " + MOST + " column names in CSV");
        }
        for (int i = 0; i < names.size(); i++) {
            var first = names.indexOf(names.get(i));
            if (first < i) {
                throw new Impossible(
                        "file", "line 1: columns %d and %d have the same name".formatted(first + 1, i + 1));
            }
            if (!readable(names.get(i))) {
                throw new Impossible(
                        "file",
                        "line 1: the name of column %d is longer than %d or not readable as UTF-8"
                                .formatted(i + 1, LONGEST_NAME));
            }
        }
    }

    private static boolean readable(String name) {
        return name.length() <= LONGEST_NAME
                && name.indexOf('\ufffd') < 0
                && CleanText.of(name).isPresent();
    }

    public List<MappedColumn> proposed() {
        var mapping = new ArrayList<MappedColumn>();
        var taken = new HashSet<String>();
        for (var name : names) {
            var field = RowFields.knows(name) ? name : guess(name);
            if (!field.isEmpty() && taken.add(field)) {
                mapping.add(new MappedColumn(name, field));
            }
        }
        return List.copyOf(mapping);
    }

    private static String guess(String name) {
        var plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return RowFields.NAMES.stream()
                .filter(field -> field.toLowerCase(Locale.ROOT).equals(plain))
                .findFirst()
                .orElse(USUAL_NAMES.getOrDefault(plain, ""));
    }
}
