package io.crmesh.platform.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.contracts.DocumentedApi;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.test.web.servlet.MvcResult;

/**
 * Contract test beside all other ones of a service: each answer that any of them gets is compared with the OpenAPI document.
 */
@TestConfiguration(proxyBeanMethods = false)
class DocumentedAnswers {

    @Bean
    MockMvcBuilderCustomizer documentedAnswers(@Value("${spring.application.name}") String service) {
        var api = DocumentedApi.of(service);
        return builder -> builder.alwaysDo(result -> check(api, result));
    }

    private static void check(DocumentedApi api, MvcResult result) {
        var path = String.valueOf(result.getRequest().getRequestURI());
        var response = result.getResponse();
        if (result.getRequest().isAsyncStarted() || !isPublic(path)) {
            return;
        }
        var answer = new DocumentedApi.Answer(
                String.valueOf(result.getRequest().getMethod()),
                path,
                response.getStatus(),
                response.getContentType(),
                Set.copyOf(response.getHeaderNames()),
                new String(response.getContentAsByteArray(), UTF_8));
        assertThat(api.problems(answer)).as("%s", answer.path()).isEmpty();
    }

    private static boolean isPublic(String path) {
        return path.startsWith("/api/") || path.startsWith("/u/");
    }
}
