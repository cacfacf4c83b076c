package io.crmesh.platform.accesslog;

import static org.springframework.web.servlet.HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE;
import static org.springframework.web.servlet.HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE;

import io.crmesh.audit.Action;
import io.crmesh.audit.Trail;
import io.crmesh.platform.accesslog.AccessLog.Question;
import io.crmesh.platform.auth.CallerAuthentication;
import io.crmesh.platform.auth.RequiredPermission;
import io.crmesh.platform.event.Actor;
import io.crmesh.platform.security.LookUpRateLimit;
import io.crmesh.platform.security.PermissionInterceptor;
import io.crmesh.platform.trace.Traces;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Interceptor that starts the access log of a request, so that the audit trail shows who read and who was refused. It
 * runs before the {@link PermissionInterceptor}. Requests of our own services are not recorded: runs and deliveries
 * document them.
 */
public final class AccessLogInterceptor implements HandlerInterceptor {

    private static final String OPERATIONS = "operations:";

    private final Trail trail;
    private final Clock clock;
    private final Traces traces;

    public AccessLogInterceptor(Trail trail, Clock clock, Traces traces) {
        this.trail = trail;
        this.clock = clock;
        this.traces = traces;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        var caller = CallerAuthentication.caller();
        if (handler instanceof HandlerMethod method
                && request.getDispatcherType() == DispatcherType.REQUEST
                && caller.actor().kind() == Actor.Kind.USER) {
            var permission = RequiredPermission.of(method.getBeanType(), method.getMethod(), request.getMethod());
            var watched = permission.filter(needed -> tellsAboutPeople(needed, method));
            var action = watched.flatMap(needed -> action(needed, method, request));
            var question = new Question(
                    caller.actor().toString(),
                    action.orElse(null),
                    watched.isPresent() ? action.orElse(Action.READ) : null,
                    permission.orElse(null),
                    request.getMethod() + " " + request.getAttribute(BEST_MATCHING_PATTERN_ATTRIBUTE),
                    texts(request),
                    traces.id());
            new AccessLog(trail, clock, question).begin(new ServletRequestAttributes(request));
        }
        return true;
    }

    private static boolean tellsAboutPeople(String permission, HandlerMethod method) {
        return !permission.startsWith(OPERATIONS) && !isImpersonal(method);
    }

    private static Optional<Action> action(String permission, HandlerMethod method, HttpServletRequest request) {
        if (permission.startsWith("audit:")) {
            return Optional.of(Action.AUDIT_READ);
        }
        return Optional.ofNullable(
                switch (permission.substring(permission.indexOf(':') + 1)) {
                    case "read" -> LookUpRateLimit.isOne(method, request) ? Action.LOOK_UP : Action.READ;
                    case "export" -> Action.EXPORT;
                    case "merge" -> Action.MERGE;
                    case "erase" -> Action.ERASE;
                    default -> null; // changes are recorded by the record's history
                });
    }

    private static boolean isImpersonal(HandlerMethod method) {
        return AnnotatedElementUtils.hasAnnotation(method.getMethod(), NotAudited.class)
                || AnnotatedElementUtils.hasAnnotation(method.getBeanType(), NotAudited.class);
    }

    private static List<String> texts(HttpServletRequest request) {
        var variables = request.getAttribute(URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return variables instanceof Map<?, ?> values
                ? values.values().stream().map(AccessLogInterceptor::text).toList()
                : List.of();
    }

    private static String text(@Nullable Object value) {
        return String.valueOf(value);
    }
}
