package io.crmesh.platform.list;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.regex;

import io.crmesh.platform.Refusal.Unreadable;
import io.crmesh.platform.json.CleanText;
import io.crmesh.platform.json.Times;
import io.crmesh.platform.list.Listing.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.bson.conversions.Bson;

/** What one parameter of a list asks of the records. The parameter's name is passed along to be named when it is bad. */
@FunctionalInterface
interface Filter {

    int LONGEST = 200;
    int LONGEST_PREFIX = 64;
    int MOST_CHOICES = 20;

    Bson of(String parameter, String value);

    default Kind kind() {
        return Kind.TEXT;
    }

    /** The words that it takes, if it takes no others. */
    default Set<String> words() {
        return Set.of();
    }

    /** A filter that takes no free text. */
    record Typed(Kind kind, Set<String> words, Filter filter) implements Filter {

        @Override
        public Bson of(String parameter, String value) {
            return filter.of(parameter, value);
        }
    }

    static Filter text(String path) {
        return (parameter, value) -> eq(path, clean(parameter, value, LONGEST));
    }

    /** Exactly this text, or another one that means the same. */
    static Filter text(String path, Function<String, Set<String>> synonyms) {
        return (parameter, value) -> {
            var meant = synonyms.apply(clean(parameter, value, LONGEST));
            return meant.size() == 1 ? eq(path, meant.iterator().next()) : in(path, meant);
        };
    }

    /** One of the known words, or several with commas between. */
    static Filter oneOf(String path, Set<String> words) {
        return new Typed(Kind.WORDS, words, (parameter, value) -> {
            var chosen = List.of(value.split(",", MOST_CHOICES + 1));
            if (chosen.size() > MOST_CHOICES || !words.containsAll(chosen)) {
                throw new Unreadable(parameter, "must be one or several of " + String.join(", ", words));
            }
            return chosen.size() == 1 ? eq(path, value) : in(path, chosen);
        });
    }

    static Filter flag(String path) {
        return new Typed(Kind.FLAG, Set.of(), (parameter, value) -> switch (value) {
            case "true" -> eq(path, true);
            case "false" -> eq(path, false);
            default -> throw new Unreadable(parameter, "must be true or false");
        });
    }

    static Filter from(String path) {
        return time(path, (stored, instant) -> gte(stored, instant));
    }

    static Filter until(String path) {
        return time(path, (stored, instant) -> lt(stored, instant));
    }

    private static Filter time(String path, BiFunction<String, Instant, Bson> comparison) {
        return new Typed(
                Kind.TIME,
                Set.of(),
                (parameter, value) -> comparison.apply(
                        path,
                        Times.parse(value)
                                .orElseThrow(() ->
                                        new Unreadable(parameter, "must be a time such as 2026-01-31T09:30:00Z"))));
    }

    static Filter atLeast(String path) {
        return new Typed(Kind.NUMBER, Set.of(), (parameter, value) -> gte(path, number(parameter, value)));
    }

    static Filter atMost(String path) {
        return new Typed(Kind.NUMBER, Set.of(), (parameter, value) -> lte(path, number(parameter, value)));
    }

    /** What the caller types is compared letter by letter: no pattern of the caller's ever reaches the database. */
    static Filter prefix(String path, UnaryOperator<String> normalised) {
        return (parameter, value) -> {
            var start = normalised.apply(clean(parameter, value, LONGEST_PREFIX));
            if (start.isEmpty()) {
                throw new Unreadable(parameter, "has nothing to search for");
            }
            return regex(path, "^" + Pattern.quote(start));
        };
    }

    static Filter custom(Function<String, Bson> filter) {
        return (parameter, value) -> filter.apply(clean(parameter, value, LONGEST));
    }

    private static String clean(String parameter, String value, int longest) {
        return CleanText.of(value)
                .filter(text -> !text.isBlank() && text.length() <= longest)
                .orElseThrow(() -> new Unreadable(parameter, "must be a text of 1 to " + longest + " characters"));
    }

    private static long number(String parameter, String value) {
        if (!value.matches("-?\\d{1,18}")) {
            throw new Unreadable(parameter, "must be a whole number");
        }
        return Long.parseLong(value);
    }
}
