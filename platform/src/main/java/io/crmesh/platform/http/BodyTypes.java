package io.crmesh.platform.http;

import static org.springframework.core.annotation.AnnotatedElementUtils.findMergedAnnotation;

import io.crmesh.platform.problem.DeclinedRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Interceptor that refuses forms and uploads at controllers that do not declare them, also at those that read no body.
 */
public final class BodyTypes implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && request.getContentType() != null) {
            switch (BodyType.of(request.getContentType())) {
                case JSON -> {}
                case FORM, UPLOAD, OTHER -> requireConsumer(method, request);
            }
        }
        return true;
    }

    private static void requireConsumer(HandlerMethod method, HttpServletRequest request) {
        var mapping = findMergedAnnotation(method.getMethod(), RequestMapping.class);
        var takesIt = mapping != null && mapping.consumes().length > 0;
        if (!takesIt && request.getContentLengthLong() != 0 && !Paths.operational(request)) {
            throw DeclinedRequest.with(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
        }
    }
}
