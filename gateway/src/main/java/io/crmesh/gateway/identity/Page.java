package io.crmesh.gateway.identity;

import io.crmesh.gateway.problem.Refusal;
import java.util.List;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.UriComponentsBuilder;

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
     * The page with a link to the next one.
     *
     * @param found one record more than fits, if there are more
     */
    public static <T> ResponseEntity<Page<T>> of(List<T> found, int limit, String path, Function<T, String> last) {
        if (found.size() <= limit) {
            return ResponseEntity.ok(new Page<>(found));
        }
        var shown = found.subList(0, limit);
        var next = UriComponentsBuilder.fromPath(path)
                .queryParam("limit", limit)
                .queryParam("after", "{after}")
                .encode()
                .build(last.apply(shown.getLast()));
        return ResponseEntity.ok()
                .header(HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(next))
                .body(new Page<>(shown));
    }
}
