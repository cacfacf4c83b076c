package io.crmesh.gateway.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crmesh.gateway.problem.Refusal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * One page of a list.
 *
 * @param items the records of this page; a Link header leads to the next page
 */
public record Page<T>(List<T> items) {

    private static final int MAX_LIMIT = 200;

    public static int limit(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw Refusal.impossible("limit", "is from 1 to " + MAX_LIMIT);
        }
        return limit;
    }

    /** The ids of the records that fit on the page. */
    public static <T> List<String> ids(List<T> found, int limit, Function<T, String> id) {
        return found.stream().limit(limit).map(id).toList();
    }

    /**
     * The page with a link to the next one, which takes the other parameters of this request along.
     *
     * @param found one record more than fits, if there are more
     */
    public static <T> ResponseEntity<Page<T>> of(List<T> found, int limit, String path, Function<T, String> last) {
        if (found.size() <= limit) {
            return ResponseEntity.ok(new Page<>(found));
        }
        var shown = found.subList(0, limit);
        var next = UriComponentsBuilder.fromPath(path);
        parametersOfRequest().forEach((name, values) -> next.queryParam(UriUtils.encode(name, UTF_8), encoded(values)));
        next.replaceQueryParam("limit", limit).replaceQueryParam("after", encoded(last.apply(shown.getLast())));
        return ResponseEntity.ok()
                .header(HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(next.build(true)))
                .body(new Page<>(shown));
    }

    private static Map<String, String[]> parametersOfRequest() {
        return ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes())
                .getRequest()
                .getParameterMap();
    }

    private static List<String> encoded(String... texts) {
        return Stream.of(texts).map(text -> UriUtils.encode(text, UTF_8)).toList();
    }
}
