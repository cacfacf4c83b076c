package io.crmesh.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * A document that the code generates and the repository holds, so that a change to it is seen in review. With
 * {@code -Dcontracts.write=true} it is written instead of compared.
 */
record GeneratedFile(Path path, boolean write) {

    private static final String SWITCH = "contracts.write";
    private static final int SHOWN = 40;
    private static final int LONGEST_VALUE = 120;

    static GeneratedFile at(Path path) {
        return new GeneratedFile(path, Boolean.getBoolean(SWITCH));
    }

    void check(JsonNode generated) {
        try {
            var text = Json.file(generated);
            if (write) {
                Files.createDirectories(path.getParent());
                Files.writeString(path, text);
            } else {
                compare(Files.exists(path) ? Files.readString(path) : "", text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read or written", e);
        }
    }

    private void compare(String stored, String generated) {
        if (stored.isEmpty()) {
            throw new AssertionError(path + " does not exist yet. " + remedy());
        }
        var differences = differences(Json.MAPPER.readTree(stored), Json.MAPPER.readTree(generated));
        if (!differences.isEmpty()) {
            var shown = String.join("\n  ", differences.subList(0, Math.min(SHOWN, differences.size())));
            throw new AssertionError("%s differs from what the code generates, in %d places:\n  %s\n%s"
                    .formatted(path, differences.size(), shown, remedy()));
        }
        if (!stored.equals(generated)) {
            throw new AssertionError(path + " has the same content in another layout. " + remedy());
        }
    }

    /** One line per difference, as a JSON pointer; empty if there is none. */
    private static List<String> differences(JsonNode before, JsonNode after) {
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
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + " …";
    }

    private static String remedy() {
        return "If the change is intended, run the test again with -D" + SWITCH + "=true and commit the file.";
    }
}
