package io.crmesh.local.mail;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Query parameters of a request. Each may be given once. */
final class Parameters {

    static final int MAX_PER_PAGE = 1_000;

    private static final int MAX_QUERY_LENGTH = 500;

    private final Map<String, String> values = new HashMap<>();

    private Parameters() {}

    static Parameters of(@Nullable String rawQuery) throws BadRequest {
        var parameters = new Parameters();
        if (rawQuery != null) {
            for (var pair : rawQuery.split("&", -1)) {
                parameters.add(pair);
            }
        }
        return parameters;
    }

    private void add(String pair) throws BadRequest {
        int equals = pair.indexOf('=');
        var name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        var value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
        if (values.put(name, value) != null) {
            throw new BadRequest("A parameter is given twice.");
        }
    }

    private static String decoded(String text) throws BadRequest {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadRequest("The parameters are not encoded correctly.");
        }
    }

    int start() throws BadRequest {
        return number("start", 0, 0, Integer.MAX_VALUE);
    }

    int limit() throws BadRequest {
        return number("limit", 50, 1, MAX_PER_PAGE);
    }

    String query() throws BadRequest {
        var query = values.getOrDefault("query", "").strip();
        if (query.isEmpty() || query.length() > MAX_QUERY_LENGTH) {
            throw new BadRequest("query must have 1 to %d characters.".formatted(MAX_QUERY_LENGTH));
        }
        return query;
    }

    private int number(String name, int byDefault, int min, int max) throws BadRequest {
        var value = values.get(name);
        if (value == null) {
            return byDefault;
        }
        if (value.matches("[0-9]{1,10}")) {
            long number = Long.parseLong(value);
            if (number >= min && number <= max) {
                return (int) number;
            }
        }
        throw new BadRequest("%s must be a whole number from %d to %d.".formatted(name, min, max));
    }
}
