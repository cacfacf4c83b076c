package io.crmesh.gateway.identity.access;

import io.crmesh.gateway.problem.Refusal;
import io.crmesh.web.QueryParameters;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** MVC interceptor that refuses query parameters which the API of the gateway itself does not know. */
final class KnownParameters implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && request.getDispatcherType() == DispatcherType.REQUEST) {
            QueryParameters.firstRefused(request.getQueryString(), QueryParameters.of(method))
                    .ifPresent(error -> {
                        throw Refusal.unreadable(error.field(), error.message());
                    });
        }
        return true;
    }
}
