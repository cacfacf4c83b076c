package io.crmesh.platform.list;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One column of an export: what stands above it, and what a row has there. */
public record Column<T>(String name, Function<? super T, ? extends @Nullable Object> value) {}
