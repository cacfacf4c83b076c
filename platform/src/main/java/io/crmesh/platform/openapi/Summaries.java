package io.crmesh.platform.openapi;

import io.crmesh.platform.record.RecordController;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.web.method.HandlerMethod;

/**
 * The summaries of all operations, by the names of their controllers and methods. Each module has a file of its own; a
 * method that a controller inherits is summed up by the class that declares it.
 */
final class Summaries {

    private static final String FILES = "classpath*:openapi/summaries.properties";

    private final Properties texts = new Properties();

    Summaries() {
        try {
            for (var file : new PathMatchingResourcePatternResolver().getResources(FILES)) {
                try (var in = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
                    texts.load(in);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<String> of(HandlerMethod handler) {
        for (Class<?> type = handler.getBeanType(); type != null; type = type.getSuperclass()) {
            var text = texts.getProperty(
                    type.getSimpleName() + "." + handler.getMethod().getName());
            if (text != null) {
                return Optional.of(text.replace("{records}", records(handler)));
            }
        }
        return Optional.empty();
    }

    private static String records(HandlerMethod handler) {
        return handler.createWithResolvedBean().getBean() instanceof RecordController<?, ?> controller
                ? controller.records()
                : "records";
    }
}
