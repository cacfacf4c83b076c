package io.crmesh.platform.http;

import io.crmesh.platform.Past;
import io.crmesh.platform.Refusal.Unreadable;
import io.crmesh.platform.auth.RequiredPermission;
import io.crmesh.platform.list.ListRequest;
import io.crmesh.web.QueryParameters;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Interceptor that refuses query parameters which the controller does not know, or which are given twice. Lists check theirs
 * themselves. Open pages take any, because mail programs add some to links.
 */
public final class KnownParameters implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && request.getDispatcherType() == DispatcherType.REQUEST
                && !RequiredPermission.isOpen(method.getBeanType(), method.getMethod())
                && !has(method, ListRequest.class)) {
            QueryParameters.firstRefused(request.getQueryString(), known(method))
                    .ifPresent(error -> {
                        throw new Unreadable(error.field(), error.message());
                    });
        }
        return true;
    }

    private static Set<String> known(HandlerMethod method) {
        var known = QueryParameters.of(method);
        if (has(method, Past.class)) {
            known.addAll(List.of(Past.AS_OF, Past.KNOWN_AT));
        }
        return known;
    }

    private static boolean has(HandlerMethod method, Class<?> type) {
        return Arrays.stream(method.getMethodParameters()).anyMatch(parameter -> parameter.getParameterType() == type);
    }
}
