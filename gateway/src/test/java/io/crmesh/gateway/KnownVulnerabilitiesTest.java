package io.crmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Known vulnerabilities are judged per version of a library, and again after each upgrade. The services' own libraries,
 * such as Tomcat, are not covered here.
 */
class KnownVulnerabilitiesTest {

    private static final Path DOCUMENT = Path.of("../docs/known-vulnerabilities.md");
    private static final Pattern LIBRARY = Pattern.compile("([a-z][A-Za-z0-9-]*|HdrHistogram) ([0-9][A-Za-z0-9.-]*)");

    private record Library(String name, String version) {

        boolean isIn(String jar) {
            return jar.equals(name + "-" + version + ".jar");
        }

        boolean isOtherwiseIn(String jar) {
            return !isIn(jar) && jar.matches(Pattern.quote(name) + "-[0-9].*\\.jar");
        }
    }

    @Test
    void judgedVersionsAreTheOnesThatRun() throws IOException {
        var jars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).getFileName().toString())
                .toList();
        var judged = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.split("\\|", 3)[1])
                .flatMap(cell -> LIBRARY.matcher(cell).results())
                .map(found -> new Library(found.group(1), found.group(2)))
                .toList();

        assertThat(judged.stream().filter(library -> jars.stream().anyMatch(library::isIn)))
                .as("libraries of this document that run here")
                .hasSizeGreaterThan(25);
        assertThat(judged)
                .noneMatch(library -> jars.stream().anyMatch(library::isOtherwiseIn)
                        && jars.stream().noneMatch(library::isIn));
    }
}
