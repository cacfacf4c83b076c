package io.crmesh.platform.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.platform.auth.Caller;
import io.crmesh.platform.list.ListRequest;
import io.crmesh.platform.list.Page;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

class PagesTest {

    private static final ListRequest REQUEST = new ListRequest(
            "/api/parcels", Map.of("city", List.of("a b&c={d}>"), "cursor", List.of("old")), Caller.ANONYMOUS);

    @Test
    void theNextPageIsTheSameQuestionFromThePlaceOn() {
        var answer = Pages.answer(REQUEST, new Page<>(List.of(1, 2), "new.one", "1000+"), number -> "no " + number);

        assertThat(answer.getBody()).isEqualTo(new Pages.Items<>(List.of("no 1", "no 2"), "1000+"));
        assertThat(answer.getHeaders().getFirst(HttpHeaders.LINK))
                .isEqualTo("</api/parcels?city=a%20b%26c%3D%7Bd%7D%3E&cursor=new.one>; rel=\"next\"");
    }

    @Test
    void theLastPageLeadsNowhere() {
        var answer = Pages.answer(REQUEST, new Page<>(List.of(), null, null), Object::toString);

        assertThat(answer.getHeaders().containsHeader(HttpHeaders.LINK)).isFalse();
    }
}
