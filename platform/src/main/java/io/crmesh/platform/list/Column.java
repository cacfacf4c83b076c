package io.crmesh.platform.list;

import io.crmesh.platform.auth.Caller;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One column of an export: its heading and its value in each row.
 *
 * @param needs the permission without which a caller's file lacks the column; none for columns of every caller
 */
public record Column<T>(
        String name,
        Function<? super T, ? extends @Nullable Object> value,
        @Nullable String needs) {

    public Column(String name, Function<? super T, ? extends @Nullable Object> value) {
        this(name, value, null);
    }

    public boolean isFor(Caller caller) {
        return needs == null || caller.may(needs);
    }
}
