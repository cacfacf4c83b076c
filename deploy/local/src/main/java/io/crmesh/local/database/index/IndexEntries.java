package io.crmesh.local.database.index;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Encoding of values as index entries: equal values give the same text, texts stand in the order of their values, and no
 * text is the beginning of another one. So all entries that start with the texts of the first keys are exactly those of
 * documents with these values, in the order of the next key. (Documents and arrays stand in some order.)
 */
final class IndexEntries {

    /** No text of a value goes on where this is, though values may contain anything. */
    static final char END_OF_TEXT = '\0';

    private static final Object NOTHING = Missing.getInstance();

    /** In place of a value: there is an array on the way, so the document may have several. */
    enum Values {
        SEVERAL
    }

    private IndexEntries() {}

    /** All combinations of what a document has in these fields; empty if it has none of them. */
    static Set<String> of(Document document, List<IndexKey> keys, boolean alsoIfAbsent) {
        var entry = new StringBuilder();
        var present = alsoIfAbsent;
        for (var key : keys) {
            var value = valueAt(document, key.getKey());
            if (value == Values.SEVERAL) {
                return combinations(document, keys, alsoIfAbsent);
            }
            present |= !value.equals(NOTHING);
            entry.append(text(value, key.isAscending()));
        }
        return present ? Set.of(entry.toString()) : Set.of();
    }

    private static Set<String> combinations(Document document, List<IndexKey> keys, boolean alsoIfAbsent) {
        Set<String> entries = Set.of("");
        var present = alsoIfAbsent;
        for (var key : keys) {
            var values = valuesAt(document, key.getKey());
            present |= !values.equals(Set.of(NOTHING));
            entries = extend(entries, values, key.isAscending());
        }
        return present ? entries : Set.of();
    }

    static Set<String> extend(Set<String> beginnings, Collection<?> values, boolean ascending) {
        var longer = new LinkedHashSet<String>();
        for (var value : values) {
            var text = text(value, ascending);
            beginnings.forEach(beginning -> longer.add(beginning + text));
        }
        return longer;
    }

    /** Of a descending key, texts stand against the order of their values. */
    static String text(@Nullable Object value, boolean ascending) {
        return ascending ? text(value) : complement(text(value));
    }

    private static String complement(String text) {
        var characters = text.toCharArray();
        for (var place = 0; place < characters.length; place++) {
            characters[place] = (char) ~characters[place];
        }
        return new String(characters);
    }

    /** Kinds of values follow each other as on every server: nothing, numbers, texts, and so on. */
    static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "a";
            case Missing _ -> "a";
            case Number number -> "b" + text(ordered(Double.doubleToLongBits(number.doubleValue() + 0.0)));
            case String text -> "c" + terminated(text);
            case Map<?, ?> _ -> "d" + encoded(value);
            case Collection<?> _ -> "e" + encoded(value);
            case ObjectId _ -> "g" + encoded(value);
            case Boolean truth -> truth ? "h1" : "h0";
            case Instant instant -> "i" + text(instant.toEpochMilli() ^ Long.MIN_VALUE);
            default -> "f" + encoded(value);
        };
    }

    /** The bits of a double in the order of doubles, read without a sign. */
    private static long ordered(long bits) {
        return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
    }

    private static String text(long unsigned) {
        return new String(new char[] {
            (char) (unsigned >>> 48), (char) (unsigned >>> 32), (char) (unsigned >>> 16), (char) unsigned
        });
    }

    private static String terminated(String text) {
        if (text.indexOf('\0') < 0 && text.indexOf('\1') < 0) {
            return text + END_OF_TEXT;
        }
        return text.replace("\1", "\1\2").replace("\0", "\1\1") + END_OF_TEXT;
    }

    private static String encoded(Object value) {
        var bytes = Unpooled.buffer();
        BsonEncoder.encodeDocument(new Document("", comparable(value)), bytes);
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    /** The only value that a document has in a field; nothing or {@link Values#SEVERAL} if it has none or an array is on the way. */
    static Object valueAt(Document document, String path) {
        var from = document;
        var begin = 0;
        for (var dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', begin)) {
            var next = from.get(path.substring(begin, dot));
            if (!(next instanceof Document inner)) {
                return next instanceof Collection<?> ? Values.SEVERAL : NOTHING;
            }
            from = inner;
            begin = dot + 1;
        }
        var value = from.get(path.substring(begin));
        return value instanceof Collection<?> ? Values.SEVERAL : Missing.ofNullable(value);
    }

    /** One array gives one entry for each of its elements, and one for itself. */
    private static Set<Object> valuesAt(Document document, String path) {
        var values = new LinkedHashSet<Object>();
        collect(document, path, values);
        if (values.isEmpty()) {
            values.add(NOTHING);
        }
        return values;
    }

    private static void collect(@Nullable Object from, String path, Set<Object> values) {
        var dot = path.indexOf('.');
        var name = dot < 0 ? path : path.substring(0, dot);
        if (from instanceof Document document && document.containsKey(name)) {
            step(document.get(name), dot < 0 ? "" : path.substring(dot + 1), values);
        } else if (from instanceof List<?> list && isPositionIn(list, name)) {
            step(list.get(Integer.parseInt(name)), dot < 0 ? "" : path.substring(dot + 1), values);
        }
    }

    private static void step(@Nullable Object value, String rest, Set<Object> values) {
        if (rest.isEmpty()) {
            values.add(Missing.ofNullable(value));
            if (value instanceof Collection<?> elements) {
                elements.forEach(element -> values.add(Missing.ofNullable(element)));
            }
            return;
        }
        collect(value, rest, values);
        if (value instanceof Collection<?> elements) {
            elements.stream().filter(Document.class::isInstance).forEach(element -> collect(element, rest, values));
        }
    }

    private static boolean isPositionIn(List<?> list, String name) {
        return name.length() < 9
                && !name.isEmpty()
                && name.chars().allMatch(Character::isDigit)
                && Integer.parseInt(name) < list.size();
    }

    /** One form for all numbers that are equal, also deep inside. */
    private static @Nullable Object comparable(@Nullable Object value) {
        return switch (value) {
            case Missing _ -> null;
            case Number number -> number.doubleValue() + 0.0;
            case Map<?, ?> fields -> {
                var copy = new Document();
                fields.forEach((field, content) -> copy.put(String.valueOf(field), comparable(content)));
                yield copy;
            }
            case Collection<?> elements ->
                elements.stream().map(IndexEntries::comparable).toList();
            case null, default -> value;
        };
    }
}
