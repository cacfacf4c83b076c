package io.crmesh.gateway;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A request of which some headers are not believed, and so not there for anybody. */
class Headers extends HttpServletRequestWrapper {

    private final Map<String, List<String>> kept = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    Headers(HttpServletRequest request, Predicate<String> believed) {
        super(request);
        for (var name : Collections.list(request.getHeaderNames())) {
            if (believed.test(name)) {
                put(name, Collections.list(request.getHeaders(name)));
            }
        }
    }

    final int count() {
        return kept.values().stream().mapToInt(List::size).sum();
    }

    final void put(String name, List<String> values) {
        kept.put(name, values);
    }

    /** Whatever is assumed here would be added to the type of the content on its way. */
    @Override
    public @Nullable String getCharacterEncoding() {
        return null;
    }

    @Override
    public @Nullable String getHeader(String name) {
        var values = kept.get(name);
        return values == null || values.isEmpty() ? null : values.getFirst();
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return Collections.enumeration(kept.getOrDefault(name, List.of()));
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(kept.keySet());
    }
}
