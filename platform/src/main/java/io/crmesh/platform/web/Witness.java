package io.crmesh.platform.web;

import static org.springframework.web.servlet.HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE;
import static org.springframework.web.servlet.HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE;

import io.crmesh.audit.Action;
import io.crmesh.audit.Trail;
import io.crmesh.platform.fact.Actor;
import io.crmesh.platform.trace.Traces;
import io.crmesh.platform.web.Disclosure.Question;
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
 * Sees to it that the audit trail says who was shown what, and who was refused. It stands before the {@link Doorkeeper}.
 * Our own services are not watched: what they are told, runs and deliveries say.
 */
final class Witness implements HandlerInterceptor {

    private static final String OPERATIONS = "operations:";

    private final Trail trail;
    private final Clock clock;
    private final Traces traces;

    Witness(Trail trail, Clock clock, Traces traces) {
        this.trail = trail;
        this.clock = clock;
        this.traces = traces;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        var caller = SignedIn.caller();
        if (handler instanceof HandlerMethod method
                && request.getDispatcherType() == DispatcherType.REQUEST
                && caller.actor().kind() == Actor.Kind.USER) {
            var permission = Permission.of(method.getBeanType(), method.getMethod(), request.getMethod());
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
            new Disclosure(trail, clock, question).begin(new ServletRequestAttributes(request));
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
                    case "read" -> LookUps.isOne(method, request) ? Action.LOOK_UP : Action.READ;
                    case "export" -> Action.EXPORT;
                    case "merge" -> Action.MERGE;
                    case "erase" -> Action.ERASE;
                    default -> null; // who changed what, history says
                });
    }

    private static boolean isImpersonal(HandlerMethod method) {
        return AnnotatedElementUtils.hasAnnotation(method.getMethod(), Impersonal.class)
                || AnnotatedElementUtils.hasAnnotation(method.getBeanType(), Impersonal.class);
    }

    private static List<String> texts(HttpServletRequest request) {
        var variables = request.getAttribute(URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return variables instanceof Map<?, ?> values
                ? values.values().stream().map(Witness::text).toList()
                : List.of();
    }

    private static String text(@Nullable Object value) {
        return String.valueOf(value);
    }
}
