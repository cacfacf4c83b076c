package io.crmesh.web;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Value object: one field of a request, as a path ({@code lines[0].quantity}), and what is wrong with it. */
public record FieldError(String field, String message) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

    /** Where it goes wrong if a caller chose the name: what does not look like a name may be data and is not repeated. */
    public static String named(String name, String otherwise) {
        return NAME.matcher(name).matches() ? name : otherwise;
    }

    /** What is wrong with a value that is no constant of this type, or of a type without constants. */
    public static String unfit(Class<?> type) {
        return type.isEnum()
                ? Arrays.stream(type.getEnumConstants())
                        .map(constant -> ((Enum<?>) constant).name())
                        .collect(Collectors.joining(", ", "must be one of ", ""))
                : "is not a valid value";
    }
}
