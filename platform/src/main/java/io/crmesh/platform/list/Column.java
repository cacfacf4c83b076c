package io.crmesh.platform.list;

import io.crmesh.platform.auth.Caller;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One column of an export: what stands above it, and what a row has there.
 *
 * @param needs the permission without which a caller's file has no such column; none for what everybody sees
 */
public record Column<T>(
        String name,
        Function<? super T, ? extends @Nullable Object> value,
        @Nullable String needs) {

    public Column(String name, Function<? super T, ? extends @Nullable Object> value) {
        this(name, value, null);
    }

    boolean isFor(Caller caller) {
        return needs == null || caller.may(needs);
    }
}
