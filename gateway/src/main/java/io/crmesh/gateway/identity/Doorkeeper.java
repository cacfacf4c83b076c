package io.crmesh.gateway.identity;

import static org.springframework.web.servlet.HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE;
import static org.springframework.web.servlet.HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE;

import io.crmesh.gateway.Needs;
import io.crmesh.gateway.Problems;
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
 * Stands before what the gateway answers of the API by itself, such as about users, teams and the trail: nothing of a
 * request is read before whoever sends it may do what it asks for. Whom it turns away is recorded.
 */
final class Doorkeeper implements HandlerInterceptor {

    private final Audit audit;
    private final Problems problems;

    Doorkeeper(Audit audit, Problems problems) {
        this.audit = audit;
        this.problems = problems;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (handler instanceof HandlerMethod method && request.getDispatcherType() == DispatcherType.REQUEST) {
            var needs = method.getMethodAnnotation(Needs.class);
            if (needs == null) {
                throw new IllegalStateException(method + " does not say what it needs");
            }
            var visitor = Visitor.current().orElseThrow();
            if (!mayPass(visitor, needs, named(request))) {
                turnAway(visitor, needs.value(), request, response);
                return false;
            }
        }
        return true;
    }

    private void turnAway(Visitor visitor, String permission, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var records = Ids.among(named(request).values());
        audit.refused(visitor, permission, what(request), records);
        problems.write(Refused.forbidden(permission).problem(), response);
    }

    private static boolean mayPass(Visitor visitor, Needs needs, Map<String, String> named) {
        return needs.value().equals(Needs.NOTHING) || isOwn(visitor, needs, named) || visitor.may(needs.value());
    }

    private static boolean isOwn(Visitor visitor, Needs needs, Map<String, String> named) {
        var whose = named.get(needs.butOwn());
        return whose != null
                && visitor.meant(whose).equals(visitor.id())
                && (visitor.isInPerson() || !needs.inPerson());
    }

    @SuppressWarnings("unchecked") // Spring keeps it so.
    private static Map<String, String> named(HttpServletRequest request) {
        return request.getAttribute(URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                ? (Map<String, String>) variables
                : Map.of();
    }

    /** The pattern of the address, never the address itself. */
    private static String what(HttpServletRequest request) {
        return request.getMethod() + " " + request.getAttribute(BEST_MATCHING_PATTERN_ATTRIBUTE);
    }

    /** Where it stands. */
    @Configuration(proxyBeanMethods = false)
    static class Place implements WebMvcConfigurer {

        private final Audit audit;
        private final Problems problems;

        Place(Audit audit, Problems problems) {
            this.audit = audit;
            this.problems = problems;
        }

        @Override
        public void addInterceptors(InterceptorRegistry interceptors) {
            var _ = interceptors.addInterceptor(new Doorkeeper(audit, problems)).addPathPatterns("/api/**");
        }
    }
}
