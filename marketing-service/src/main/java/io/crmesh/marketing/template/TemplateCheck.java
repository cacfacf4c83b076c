package io.crmesh.marketing.template;

import io.crmesh.marketing.condition.EventPaths;
import io.crmesh.marketing.condition.NamedValues;
import io.crmesh.marketing.condition.Path;
import io.crmesh.marketing.condition.ProfilePaths;
import io.crmesh.marketing.template.TemplateCode.Piece;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checker of a template before it is stored: says where it is wrong and what is allowed there. It never quotes the template.
 */
final class TemplateCheck {

    /** Names of other values are refused by the engine. */
    private static final Pattern VALUE = Pattern.compile("\\b(?:profile|event)(?:\\.[A-Za-z][A-Za-z0-9_]*)+");

    private static final Pattern TAG = Pattern.compile("-?\\s*([A-Za-z]+)");
    private static final Pattern CONDITION = Pattern.compile("-?\\s*(?:else)?if\\b");
    private static final Pattern FILTER = Pattern.compile("\\|\\s*([A-Za-z0-9_]+)");
    private static final List<String> TAGS = List.of("if", "elseif", "else", "endif", "verbatim", "endverbatim");

    private final String template;
    private final EventPaths event;

    TemplateCheck(String template, EventPaths event) {
        this.template = template;
        this.event = event;
    }

    /** What is wrong with the code, as far as it can be seen without running it. */
    Optional<String> problem() {
        for (var piece : TemplateCode.in(template)) {
            var found = problem(piece);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<String> problem(Piece piece) {
        if (!piece.closed()) {
            return wrong(piece.start(), "this code is not closed: it must end with " + (piece.tag() ? "%}" : "}}"));
        }
        var tag = TAG.matcher(piece.text());
        if (piece.tag() && tag.lookingAt() && !TAGS.contains(tag.group(1))) {
            return wrong(piece.start() + tag.start(1), "there is no such tag; allowed are " + String.join(", ", TAGS));
        }
        var code = TemplateCode.withoutTexts(piece.text());
        var filter = FILTER.matcher(code);
        while (filter.find()) {
            if (!AllowedSyntax.FILTERS.contains(filter.group(1))) {
                return wrong(
                        piece.start() + filter.start(1),
                        "there is no such filter; allowed are " + String.join(", ", AllowedSyntax.FILTERS));
            }
        }
        var value = VALUE.matcher(piece.text());
        while (value.find()) {
            if (sample(value.group()).isEmpty()) {
                return wrong(piece.start() + value.start(), "there is no such value; allowed are " + values());
            }
        }
        return Optional.empty();
    }

    /** A sample value for each name, to try the template with. */
    Map<String, String> samples() {
        var samples = new HashMap<String, String>();
        Templates.ALWAYS.forEach(name -> samples.put(name, "1"));
        for (var name : namesIn(template)) {
            sample(name).ifPresent(value -> samples.put(name, value));
        }
        return samples;
    }

    private Optional<String> sample(String name) {
        return name.startsWith(NamedValues.PROFILE)
                ? ProfilePaths.find(name.substring(NamedValues.PROFILE.length()))
                        .map(Path::sample)
                : event.find(name.substring(NamedValues.EVENT.length())).map(Path::sample);
    }

    /** The values of profile and event that a template names. */
    static Set<String> namesIn(String template) {
        var names = new LinkedHashSet<String>();
        for (var piece : TemplateCode.in(template)) {
            VALUE.matcher(piece.text()).results().forEach(found -> names.add(found.group()));
        }
        return names;
    }

    /**
     * One piece of code as a template of its own.
     *
     * @param start where the piece stands
     */
    record Alone(int start, String template) {}

    /** The values and conditions of the template, without what depends on other pieces. */
    List<Alone> pieces() {
        var alone = new ArrayList<Alone>();
        for (var piece : TemplateCode.in(template)) {
            var condition = CONDITION.matcher(piece.text());
            if (!piece.tag()) {
                alone.add(new Alone(piece.start(), "{{" + piece.text() + "}}"));
            } else if (condition.lookingAt()) {
                var rest = piece.text().substring(condition.end());
                alone.add(new Alone(piece.start(), "{% if " + rest + "%}{% endif %}"));
            }
        }
        return alone;
    }

    /** What is wrong where the engine failed: at the first code that reaches this line. */
    String problemAtLine(@Nullable Integer line) {
        var start = offsetOf(line == null ? 1 : line);
        var at = TemplateCode.in(template).stream()
                .filter(piece -> piece.start() + piece.text().length() >= start)
                .mapToInt(Piece::start)
                .findFirst()
                .orElse(start);
        return problemAt(at);
    }

    /** What is wrong with the code at this offset. */
    String problemAt(int offset) {
        return TemplateCode.place(template, offset) + ": this cannot be used in a template; allowed are the values "
                + values() + "; the tags " + String.join(", ", TAGS) + "; the filters "
                + String.join(", ", AllowedSyntax.FILTERS);
    }

    private int offsetOf(int line) {
        var offset = 0;
        for (int passed = 1; passed < line; passed++) {
            offset = template.indexOf('\n', offset) + 1;
        }
        return offset;
    }

    private String values() {
        var names = new ArrayList<>(Templates.ALWAYS);
        ProfilePaths.names().forEach(name -> names.add(NamedValues.PROFILE + name));
        event.names().forEach(name -> names.add(NamedValues.EVENT + name));
        return String.join(", ", names);
    }

    private Optional<String> wrong(int offset, String what) {
        return Optional.of(TemplateCode.place(template, offset) + ": " + what);
    }
}
