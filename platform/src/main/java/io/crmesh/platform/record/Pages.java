package io.crmesh.platform.record;

import static org.springframework.http.HttpHeaders.LINK;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.platform.accesslog.AccessLog;
import io.crmesh.platform.list.ListRequest;
import io.crmesh.platform.list.Page;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.UriComponentsBuilder;

/** Answers with a page: its items in the body, the way to the next one in the {@code Link} header (RFC 8288). */
public final class Pages {

    private Pages() {}

    /** The body of a page. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Items<V>(List<V> items, @Nullable String count) {}

    /** The page as its caller sees it. */
    public static <T, V> ResponseEntity<Items<V>> answer(
            ListRequest request, Page<T> page, Function<? super T, ? extends V> view) {
        var answer = ResponseEntity.ok();
        if (page.next() != null) {
            answer.header(LINK, "<" + address(request, page.next()) + ">; rel=\"next\"");
        }
        var shown = page.<V>map(view);
        AccessLog.tell(shown.items());
        return answer.body(new Items<>(shown.items(), shown.count()));
    }

    private static String address(ListRequest request, String cursor) {
        var address = UriComponentsBuilder.fromPath(request.path());
        request.parameters().forEach((name, values) -> {
            if (!name.equals("cursor")) {
                address.queryParam(name, "{" + name + "}");
            }
        });
        var values = new HashMap<String, Object>();
        request.parameters().forEach((name, all) -> values.put(name, all.getFirst()));
        values.put("cursor", cursor);
        return address.queryParam("cursor", "{cursor}")
                .encode()
                .buildAndExpand(values)
                .toUriString();
    }
}
