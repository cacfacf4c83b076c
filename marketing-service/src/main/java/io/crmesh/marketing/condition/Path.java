package io.crmesh.marketing.condition;

import java.util.List;
import java.util.function.Function;

/**
 * Value object: a path to a value that conditions and templates may read.
 *
 * @param many whether there may be several, of which {@code contains} asks for one
 * @param texts that it can have, if it is a text
 * @param read the values found: String, BigDecimal, Boolean, Instant or Money by the type; none if unknown
 */
public record Path<T>(String name, ValueType type, boolean many, AllowedTexts texts, Function<T, List<?>> read) {

    Path(String name, ValueType type, boolean many, Function<T, List<?>> read) {
        this(name, type, many, AllowedTexts.ANY, read);
    }

    /** A text such as a template gets for it, to try the template with. */
    public String sample() {
        return type == ValueType.INSTANT && !many ? "2026-01-31T12:00:00Z" : "1";
    }
}
