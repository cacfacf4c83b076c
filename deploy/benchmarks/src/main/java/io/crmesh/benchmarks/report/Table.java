package io.crmesh.benchmarks.report;

import java.util.Collections;
import java.util.List;

/** Table of the report, with one line for each subject. */
public record Table(List<String> columns, List<List<String>> lines) {

    public String markdown() {
        var text = new StringBuilder();
        line(text, columns);
        line(text, Collections.nCopies(columns.size(), "---"));
        lines.forEach(cells -> line(text, cells));
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
