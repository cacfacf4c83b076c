package io.crmesh.marketing.condition;

import java.util.List;
import java.util.function.Function;

/**
 * Value object: a path to a value that conditions and templates may read.
 *
 * @param many whether there may be several, of which {@code contains} asks for one
 * @param read the values found: String, BigDecimal, Boolean, Instant or Money by the type; none if unknown
 */
public record Path<T>(String name, ValueType type, boolean many, Function<T, List<?>> read) {}
