package io.crmesh.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/**
 * A document that is made by the code and kept in the repository, so that a change to it is seen in review. With
 * {@code -Dcontracts.write=true} it is written instead of compared.
 */
record GeneratedFile(Path path, boolean write) {

    private static final String SWITCH = "contracts.write";
    private static final int SHOWN = 40;

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

    private void compare(String kept, String generated) {
        if (kept.isEmpty()) {
            throw new AssertionError(path + " is not there yet. " + remedy());
        }
        var differences = JsonDifference.between(Json.MAPPER.readTree(kept), Json.MAPPER.readTree(generated));
        if (!differences.isEmpty()) {
            var shown = String.join("\n  ", differences.subList(0, Math.min(SHOWN, differences.size())));
            throw new AssertionError("%s is not what the code says, in %d places:\n  %s\n%s"
                    .formatted(path, differences.size(), shown, remedy()));
        }
        if (!kept.equals(generated)) {
            throw new AssertionError(path + " says the same in another layout. " + remedy());
        }
    }

    private static String remedy() {
        return "If the change is meant, run the test again with -D" + SWITCH + "=true and commit the file.";
    }
}
