package io.crmesh.marketing.condition;

import java.util.List;
import java.util.function.Function;

/**
 * A value that conditions and templates may read.
 *
 * @param many whether there may be several, of which {@code contains} asks for one
 * @param read the values there are: String, BigDecimal, Boolean, Instant or Money by the type; none if it is not known
 */
public record Path<T>(String name, ValueType type, boolean many, Function<T, List<?>> read) {}
