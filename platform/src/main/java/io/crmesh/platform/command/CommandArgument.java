package io.crmesh.platform.command;

import io.crmesh.platform.AccessRights;
import io.crmesh.platform.Command;
import io.crmesh.platform.Refusal.VersionRequired;
import io.crmesh.platform.auth.Caller;
import io.crmesh.platform.auth.CallerAuthentication;
import io.crmesh.platform.auth.RequiredPermission;
import io.crmesh.platform.event.Mode;
import io.crmesh.platform.trace.Traces;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Argument resolver: makes a controller's {@link Command} from the headers and the body of the request. */
public final class CommandArgument implements HandlerMethodArgumentResolver {

    private final Traces traces;
    private final TimedIds ids;

    public CommandArgument(Traces traces, TimedIds ids) {
        this.traces = traces;
        this.ids = ids;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Command.class;
    }

    @Override
    public Command resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer model,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        var request = Objects.requireNonNull(web.getNativeRequest(HttpServletRequest.class));
        var caller = CallerAuthentication.caller();
        var needs = CommandNeeds.of(parameter, request.getMethod());
        return new Command(
                caller.principal() + "|" + id(needs, web),
                RequestHash.of(request),
                expected(needs, web),
                caller.actor(),
                Mode.LIVE,
                Objects.requireNonNullElseGet(traces.id(), ids::next),
                null,
                rights(caller, parameter, request));
    }

    /** A record that the caller may not read is answered as not found. */
    private static AccessRights rights(Caller caller, MethodParameter parameter, HttpServletRequest request) {
        var method = Objects.requireNonNull(parameter.getMethod());
        return RequiredPermission.of(parameter.getContainingClass(), method, request.getMethod())
                .map(needed -> new AccessRights(caller.sees(needed), caller.scope(needed), needed))
                .orElseThrow(
                        () -> new IllegalStateException("An endpoint that requires no permission takes no command"));
    }

    private String id(CommandNeeds needs, NativeWebRequest web) {
        return needs.key()
                ? IdempotencyKey.required(web)
                : IdempotencyKey.of(web).orElseGet(ids::next);
    }

    private static @Nullable Long expected(CommandNeeds needs, NativeWebRequest web) {
        var seen = SeenVersion.of(web);
        if (needs.version() && seen.isEmpty()) {
            throw new VersionRequired();
        }
        return seen.isPresent() ? seen.getAsLong() : null;
    }
}
