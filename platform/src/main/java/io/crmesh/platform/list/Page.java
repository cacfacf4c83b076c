package io.crmesh.platform.list;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next the cursor of the page behind this one, if there is one
 * @param count how many records there are on all pages, {@code 1000+} for more, if that was asked
 */
public record Page<T>(
        List<T> items, @Nullable String next, @Nullable String count) {

    public Page {
        items = List.copyOf(items);
    }

    public <V> Page<V> map(Function<? super T, ? extends V> view) {
        return new Page<>(items.stream().<V>map(view).toList(), next, count);
    }
}
