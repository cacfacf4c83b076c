package io.crmesh.web;

import static java.util.stream.Collectors.toCollection;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/** The query parameters that a controller's method knows. Ignored, a mistyped one would change what the answer means. */
public final class QueryParameters {

    private QueryParameters() {}

    /** The names of the parameters. */
    public static Set<String> of(HandlerMethod handler) {
        return Arrays.stream(handler.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                .map(QueryParameters::name)
                .collect(toCollection(TreeSet::new));
    }

    private static String name(MethodParameter parameter) {
        var given = parameter.getParameterAnnotation(RequestParam.class);
        return given == null || given.name().isEmpty()
                ? parameter.getParameter().getName()
                : given.name();
    }

    /**
     * The first parameter of a query that is not known, or is given once more: one of both values would be ignored. Our names
     * have no characters that need encoding, so they are compared as they were written.
     */
    public static Optional<FieldError> firstRefused(@Nullable String query, Set<String> known) {
        if (query == null) {
            return Optional.empty();
        }
        var given = new HashSet<String>();
        return Arrays.stream(query.split("&", -1))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.split("=", 2)[0])
                .filter(name -> !known.contains(name) || !given.add(name))
                .findFirst()
                .map(name -> new FieldError(FieldError.named(name, "query"), refusal(name, known)));
    }

    private static String refusal(String name, Set<String> known) {
        if (known.contains(name)) {
            return "must be given once";
        }
        return known.isEmpty()
                ? "is not known here, as no parameter is"
                : "is not known here; known are " + String.join(", ", known);
    }
}
