package io.crmesh.platform.security;

import io.crmesh.platform.AccessScope;
import io.crmesh.platform.auth.CallerAuthentication;
import io.crmesh.platform.auth.RequiredPermission;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Argument resolver: gives controllers the {@link AccessScope} of the records that the caller may see. */
public final class AccessScopeArgument implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == AccessScope.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer model,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        var request = Objects.requireNonNull(web.getNativeRequest(HttpServletRequest.class));
        var method = Objects.requireNonNull(parameter.getMethod());
        return RequiredPermission.of(parameter.getContainingClass(), method, request.getMethod())
                .map(CallerAuthentication.caller()::sees)
                .orElseThrow(
                        () -> new IllegalStateException("An endpoint that requires no permission has no access scope"));
    }
}
