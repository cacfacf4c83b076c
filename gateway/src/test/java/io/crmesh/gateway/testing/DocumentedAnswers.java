package io.crmesh.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.contracts.DocumentedApi;
import java.net.http.HttpResponse;

/**
 * Contract test beside all other ones of the gateway: each answer of its own endpoints that any of them gets is compared with
 * the OpenAPI document. What it passes on is compared by the services.
 */
final class DocumentedAnswers {

    private static final DocumentedApi API = DocumentedApi.of("gateway");

    private DocumentedAnswers() {}

    static <T> HttpResponse<T> checked(HttpResponse<T> response) {
        var request = response.request();
        var path = request.uri().getPath();
        if (API.documents(path) && response.body() instanceof String body) {
            var answer = new DocumentedApi.Answer(
                    request.method(),
                    path,
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(null),
                    response.headers().map().keySet(),
                    body);
            assertThat(API.problems(answer)).isEmpty();
        }
        return response;
    }
}
