package io.crmesh.contracts;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What a person wants to know about two documents: which places differ, and how. */
final class JsonDifference {

    private static final int LONGEST = 120;

    private JsonDifference() {}

    /** One line per place, as a JSON pointer; empty if both say the same. */
    static List<String> between(JsonNode before, JsonNode after) {
        var lines = new ArrayList<String>();
        compare("", before, after, lines);
        return lines;
    }

    private static void compare(String path, JsonNode before, JsonNode after, List<String> lines) {
        if (before.isMissingNode()) {
            lines.add("+ " + path + " = " + brief(after));
        } else if (after.isMissingNode()) {
            lines.add("- " + path + " = " + brief(before));
        } else if (before.isObject() && after.isObject()) {
            var names = new TreeSet<>(before.propertyNames());
            names.addAll(after.propertyNames());
            names.forEach(name -> compare(path + "/" + escaped(name), before.path(name), after.path(name), lines));
        } else if (before.isArray() && after.isArray()) {
            for (var i = 0; i < Math.max(before.size(), after.size()); i++) {
                compare(path + "/" + i, before.path(i), after.path(i), lines);
            }
        } else if (!before.equals(after)) {
            lines.add("~ " + path + ": " + brief(before) + " -> " + brief(after));
        }
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static String brief(JsonNode node) {
        var text = node.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
    }
}
