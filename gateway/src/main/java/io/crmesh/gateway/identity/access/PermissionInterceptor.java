package io.crmesh.gateway.identity.access;

import static org.springframework.web.servlet.HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE;
import static org.springframework.web.servlet.HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE;

import io.crmesh.gateway.identity.Caller;
import io.crmesh.gateway.identity.Needs;
import io.crmesh.gateway.identity.RecordIds;
import io.crmesh.gateway.identity.audit.AccessLog;
import io.crmesh.gateway.problem.Problems;
import io.crmesh.gateway.problem.Refusal;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * MVC interceptor that checks the permissions of the API of the gateway itself, such as users, teams and the audit
 * trail. Nothing of a request is read before its caller may do what it asks for. Refusals are recorded.
 */
final class PermissionInterceptor implements HandlerInterceptor {

    private static final String[] ENDPOINTS = {"/api/**", "/internal/**"};

    private final AccessLog accessLog;
    private final Problems problems;

    PermissionInterceptor(AccessLog accessLog, Problems problems) {
        this.accessLog = accessLog;
        this.problems = problems;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (handler instanceof HandlerMethod method && request.getDispatcherType() == DispatcherType.REQUEST) {
            var needs = method.getMethodAnnotation(Needs.class);
            if (needs == null) {
                throw new IllegalStateException(method + " has no permission");
            }
            var caller = Caller.current().orElseThrow();
            if (!isAllowed(caller, needs, pathVariables(request))) {
                refuse(caller, needs.value(), request, response);
                return false;
            }
        }
        return true;
    }

    private void refuse(Caller caller, String permission, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var records = RecordIds.among(pathVariables(request).values());
        accessLog.refused(caller, permission, endpoint(request), records);
        problems.write(Refusal.forbidden(permission).problem(), response);
    }

    private static boolean isAllowed(Caller caller, Needs needs, Map<String, String> pathVariables) {
        return needs.value().equals(Needs.NOTHING) || isOwn(caller, needs, pathVariables) || caller.may(needs.value());
    }

    private static boolean isOwn(Caller caller, Needs needs, Map<String, String> pathVariables) {
        var owner = pathVariables.get(needs.orOwner());
        return owner != null && caller.resolve(owner).equals(caller.id()) && (caller.isInPerson() || !needs.inPerson());
    }

    @SuppressWarnings("unchecked") // Spring stores it with this type.
    private static Map<String, String> pathVariables(HttpServletRequest request) {
        return request.getAttribute(URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                ? (Map<String, String>) variables
                : Map.of();
    }

    /** The pattern of the path, never the path itself. */
    private static String endpoint(HttpServletRequest request) {
        return request.getMethod() + " " + request.getAttribute(BEST_MATCHING_PATTERN_ATTRIBUTE);
    }

    /** Configuration that adds the interceptors; what a caller may not do is refused first. */
    @Configuration(proxyBeanMethods = false)
    static class Registration implements WebMvcConfigurer {

        private final AccessLog accessLog;
        private final Problems problems;

        Registration(AccessLog accessLog, Problems problems) {
            this.accessLog = accessLog;
            this.problems = problems;
        }

        @Override
        public void addInterceptors(InterceptorRegistry interceptors) {
            var _ = interceptors
                    .addInterceptor(new PermissionInterceptor(accessLog, problems))
                    .addPathPatterns(ENDPOINTS);
            var _ = interceptors.addInterceptor(new KnownParameters()).addPathPatterns(ENDPOINTS);
        }
    }
}
