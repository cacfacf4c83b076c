package io.crmesh.platform.http;

import io.crmesh.platform.Refusal.Unreadable;
import io.crmesh.platform.auth.RequiredPermission;
import io.crmesh.platform.list.ListRequest;
import io.crmesh.web.QueryParameters;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Interceptor that refuses query parameters which the controller does not know. Lists check their parameters themselves.
 * Open pages take any, because mail programs add some to links.
 */
public final class KnownParameters implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && request.getDispatcherType() == DispatcherType.REQUEST
                && !RequiredPermission.isOpen(method.getBeanType(), method.getMethod())
                && !isList(method)) {
            QueryParameters.firstUnknown(request.getQueryString(), QueryParameters.of(method))
                    .ifPresent(error -> {
                        throw new Unreadable(error.field(), error.message());
                    });
        }
        return true;
    }

    private static boolean isList(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType() == ListRequest.class);
    }
}
