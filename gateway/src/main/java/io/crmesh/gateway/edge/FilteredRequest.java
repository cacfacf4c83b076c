package io.crmesh.gateway.edge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Servlet request without the headers that are not trusted. No later code can see them. */
class FilteredRequest extends HttpServletRequestWrapper {

    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    FilteredRequest(HttpServletRequest request, Predicate<String> trusted) {
        super(request);
        for (var name : Collections.list(request.getHeaderNames())) {
            if (trusted.test(name)) {
                put(name, Collections.list(request.getHeaders(name)));
            }
        }
    }

    final int count() {
        return headers.values().stream().mapToInt(List::size).sum();
    }

    final void put(String name, List<String> values) {
        headers.put(name, values);
    }

    /** A default encoding would be added to the content type that the service receives. */
    @Override
    public @Nullable String getCharacterEncoding() {
        return null;
    }

    @Override
    public @Nullable String getHeader(String name) {
        var values = headers.get(name);
        return values == null || values.isEmpty() ? null : values.getFirst();
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return Collections.enumeration(headers.getOrDefault(name, List.of()));
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(headers.keySet());
    }
}
