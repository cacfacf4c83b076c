package io.crmesh.benchmarks.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Report page {@code docs/benchmarks.md}, generated from all stored outcomes, each with its machine and revision. */
public final class Page {

    private static final String TEMPLATE = "benchmarks.md";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final List<String> COLUMNS =
            List.of("Figure", "Yardstick in the same run", "Must", "Aim", "Measured", "Scatter", "Met");

    private final Path docs;

    public Page(Path docs) {
        this.docs = docs;
    }

    /** Stores an outcome and generates the page, in the order of the names. */
    public void add(Measured measured, List<String> names) throws IOException {
        var folder = Files.createDirectories(docs.resolve("benchmarks"));
        Files.writeString(
                folder.resolve(measured.outcome().name() + ".json"), JSON.writeValueAsString(measured) + "\n");
        var all = new ArrayList<Measured>();
        for (var name : names) {
            var file = folder.resolve(name + ".json");
            if (Files.exists(file)) {
                all.add(JSON.readValue(Files.readString(file), Measured.class));
            }
        }
        Files.writeString(docs.resolve(TEMPLATE), text(all));
    }

    static String text(List<Measured> all) {
        var figures = all.stream()
                .flatMap(each -> each.outcome().figures().stream())
                .map(Page::cells)
                .toList();
        return template()
                .replace("{{figures}}", new Table(COLUMNS, figures).markdown())
                .replace("{{measurements}}", all.stream().map(Page::section).collect(Collectors.joining("\n")));
    }

    private static List<String> cells(Figure figure) {
        return List.of(
                figure.name(),
                figure.yardstick(),
                figure.must(),
                figure.aim(),
                figure.measured(),
                figure.scatter(),
                figure.met());
    }

    private static String section(Measured measured) {
        var outcome = measured.outcome();
        var text = new StringBuilder("## %s%n%n".formatted(outcome.title()));
        text.append("`./crm bench %s`, %s, revision %s.  \nMachine: %s.  \nJVMs: %s.  \nOthers' CPU, in cores: %s.\n\n"
                .formatted(
                        outcome.name(),
                        measured.at().truncatedTo(ChronoUnit.MINUTES),
                        measured.revision(),
                        measured.machine(),
                        outcome.profile(),
                        outcome.foreign().isEmpty() ? "not looked at" : Scatter.of(outcome.foreign())));
        outcome.tables().forEach(table -> text.append(table.markdown()).append('\n'));
        outcome.notes().forEach(note -> text.append("- ").append(note).append('\n'));
        return text.toString();
    }

    private static String template() {
        try (var in = Objects.requireNonNull(Page.class.getResourceAsStream(TEMPLATE), TEMPLATE)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
