package io.crmesh.platform.web;

import io.crmesh.platform.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives controllers the {@link Scope} of the caller, or the {@link Caller} as a whole. */
final class ScopeArgument implements HandlerMethodArgumentResolver {

    private final Caller.Source callers;

    ScopeArgument(Caller.Source callers) {
        this.callers = callers;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Scope.class || parameter.getParameterType() == Caller.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer model,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        var caller = callers.of(Objects.requireNonNull(web.getNativeRequest(HttpServletRequest.class)));
        return parameter.getParameterType() == Scope.class ? caller.scope() : caller;
    }
}
