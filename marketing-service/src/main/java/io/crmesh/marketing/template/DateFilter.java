package io.crmesh.marketing.template;

import io.pebbletemplates.pebble.error.PebbleException;
import io.pebbletemplates.pebble.extension.AbstractExtension;
import io.pebbletemplates.pebble.extension.Filter;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Filter: shows an instant as a date, as in {@code {{ event.occurredAt | date("d MMMM yyyy", "Europe/Berlin", "de") }}}. Without
 * a pattern it is {@code 2026-01-31}, without a zone UTC, without a language English.
 */
final class DateFilter implements Filter {

    static final String NAME = "date";

    private static final String FORMAT = "format";
    private static final String ZONE = "timeZone";
    private static final String LANGUAGE = "language";
    private static final int LONGEST_FORMAT = 60;

    /** Extension of the engine by this filter. */
    static AbstractExtension extension() {
        return new AbstractExtension() {
            @Override
            public Map<String, Filter> getFilters() {
                return Map.of(NAME, new DateFilter());
            }
        };
    }

    @Override
    public List<String> getArgumentNames() {
        return List.of(FORMAT, ZONE, LANGUAGE);
    }

    /** A value that is not known is shown as nothing, like everywhere in a template. */
    @Override
    public Object apply(
            @Nullable Object input,
            Map<String, Object> arguments,
            PebbleTemplate self,
            EvaluationContext context,
            int line) {
        var text = Objects.toString(input, "");
        try {
            return text.isEmpty() ? "" : formatter(arguments).format(Instant.parse(text));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new PebbleException(e, "This cannot be shown as a date", line, self.getName());
        }
    }

    private static DateTimeFormatter formatter(Map<String, Object> arguments) {
        var format = Objects.toString(arguments.get(FORMAT), "yyyy-MM-dd");
        if (format.length() > LONGEST_FORMAT) {
            throw new IllegalArgumentException("The pattern is too long");
        }
        var language = Locale.forLanguageTag(Objects.toString(arguments.get(LANGUAGE), "en"));
        return DateTimeFormatter.ofPattern(format, language)
                .withZone(ZoneId.of(Objects.toString(arguments.get(ZONE), "UTC")));
    }
}
