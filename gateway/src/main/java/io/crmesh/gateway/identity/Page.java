package io.crmesh.gateway.identity;

import java.util.List;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Some of many.
 *
 * @param items those of this page; where there are more, a link leads to them
 */
record Page<T>(List<T> items) {

    private static final int MOST = 200;

    static int limit(int wanted) {
        if (wanted < 1 || wanted > MOST) {
            throw Refused.impossible("limit", "is from 1 to " + MOST);
        }
        return wanted;
    }

    /** Of those that fit. */
    static <T> List<String> ids(List<T> found, int limit, Function<T, String> id) {
        return found.stream().limit(limit).map(id).toList();
    }

    /** @param found one more than fits, if there are more */
    static <T> ResponseEntity<Page<T>> of(List<T> found, int limit, String path, Function<T, String> last) {
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
