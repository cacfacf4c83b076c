package io.crmesh.local.database.index;

import org.jspecify.annotations.Nullable;

/**
 * Value object: where the document of an index entry is. Nearly all ids are texts, and the entry ends with them, so only
 * how long they are is kept beside it.
 *
 * @param length of the id that stands at the end of the entry; zero if it is kept here
 */
record Pointer(int length, @Nullable Object id) {

    /** The text of a value ends with a character of its own, see {@link IndexEntries}. */
    private static final int AFTER_TEXT = 1;

    static Pointer of(String entry, Object id) {
        if (id instanceof String text && !text.isEmpty()) {
            var start = entry.length() - AFTER_TEXT - text.length();
            if (start > 0
                    && entry.charAt(entry.length() - AFTER_TEXT) == IndexEntries.END_OF_TEXT
                    && entry.startsWith(text, start)) {
                return new Pointer(text.length(), null);
            }
        }
        return new Pointer(0, id);
    }

    /** The id of the document that this entry points to. */
    Object in(String entry) {
        if (id != null) {
            return id;
        }
        var end = entry.length() - AFTER_TEXT;
        return entry.substring(end - length, end);
    }
}
