package io.crmesh.platform.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.core.annotation.AnnotatedElementUtils.findMergedAnnotation;

import io.crmesh.platform.Refusal.Unreadable;
import io.crmesh.platform.problem.DeclinedRequest;
import io.crmesh.web.FieldError;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.WebUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Interceptor that refuses forms and uploads at controllers that do not declare them, also at those that read no body. There
 * an empty object counts as no body; a field would be ignored, so it is refused like any unknown one. A null is no body.
 */
public final class BodyTypes implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && request.getContentType() != null) {
            switch (BodyType.of(request.getContentType())) {
                case JSON -> refuseIgnored(method, request);
                case FORM, UPLOAD, OTHER -> requireConsumer(method, request);
            }
        }
        return true;
    }

    private static void refuseIgnored(HandlerMethod method, HttpServletRequest request) {
        var body = WebUtils.getNativeRequest(request, BufferedRequest.class);
        var text = body == null ? "" : new String(body.body(), UTF_8).strip();
        if (text.isEmpty()) {
            return;
        }
        if (isRead(method)) {
            if (text.equals("null")) {
                throw new Unreadable("body", "must not be null"); // it would pass for a body that may be left out
            }
            return;
        }
        var read = read(text);
        if (!read.isObject()) {
            throw new Unreadable("body", "must be left out here");
        }
        read.propertyNames().stream().findFirst().ifPresent(name -> {
            throw new Unreadable(FieldError.named(name, "body"), "is not known here, as no field is");
        });
    }

    private static boolean isRead(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .anyMatch(parameter -> parameter.hasParameterAnnotation(RequestBody.class));
    }

    private static JsonNode read(String body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException _) {
            throw new Unreadable("body", "is not well-formed JSON");
        }
    }

    private static void requireConsumer(HandlerMethod method, HttpServletRequest request) {
        var mapping = findMergedAnnotation(method.getMethod(), RequestMapping.class);
        var takesIt = mapping != null && mapping.consumes().length > 0;
        if (!takesIt && request.getContentLengthLong() != 0 && !Paths.operational(request)) {
            throw DeclinedRequest.with(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
        }
    }
}
