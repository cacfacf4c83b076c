package io.crmesh.platform.openapi;

import io.crmesh.platform.record.RecordController;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.StringUtils;
import org.springframework.web.method.HandlerMethod;

/**
 * What people read about operations: summaries by the names of controllers and methods, and the meaning of parameters by
 * their names. Each module has files of its own; a method that a controller inherits is summed up by the class that
 * declares it.
 */
final class Texts {

    private final Properties summaries = read("classpath*:openapi/summaries.properties");
    private final Properties parameters = read("classpath*:openapi/parameters.properties");

    /** {@code Lists the tickets that the caller may see}. */
    Optional<String> summary(HandlerMethod handler) {
        return text(summaries, handler, "." + handler.getMethod().getName());
    }

    /** The meaning of a parameter: of this controller's, or of all of that name. */
    Optional<String> parameter(HandlerMethod handler, String name) {
        return text(parameters, handler, "." + name).or(() -> Optional.ofNullable(parameters.getProperty(name)));
    }

    /** {@code ticketOpen}: unlike the names of methods, it is unique, and it does not depend on the other operations. */
    static String operationId(HandlerMethod handler) {
        var controller = handler.getBeanType().getSimpleName().replace("Controller", "");
        return StringUtils.uncapitalize(controller)
                + StringUtils.capitalize(handler.getMethod().getName());
    }

    private static Optional<String> text(Properties texts, HandlerMethod handler, String suffix) {
        for (Class<?> type = handler.getBeanType(); type != null; type = type.getSuperclass()) {
            var text = texts.getProperty(type.getSimpleName() + suffix);
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

    private static Properties read(String files) {
        var texts = new Properties();
        try {
            for (var file : new PathMatchingResourcePatternResolver().getResources(files)) {
                try (var in = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
                    texts.load(in);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
