package io.crmesh.platform.security;

import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Refusal.Forbidden;
import io.crmesh.platform.auth.CallerAuthentication;
import io.crmesh.platform.auth.RequiredPermission;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Interceptor that enforces the permission a controller requires, before any of the request is read. A controller
 * without a declaration is closed to all callers. Read permissions that extend to fewer records than the endpoint shows
 * are dropped for the request.
 */
public final class PermissionInterceptor implements HandlerInterceptor {

    private static final String DESCRIPTION = "org.springdoc.";

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && request.getDispatcherType() == DispatcherType.REQUEST) {
            check(method, request);
        }
        return true;
    }

    private static void check(HandlerMethod handler, HttpServletRequest request) {
        var controller = handler.getBeanType();
        if (controller.getName().startsWith(DESCRIPTION)
                || RequiredPermission.isOpen(controller, handler.getMethod())) {
            return;
        }
        var permission = RequiredPermission.of(controller, handler.getMethod(), request.getMethod())
                .orElseThrow(() -> new Forbidden("none opens this"));
        var caller = CallerAuthentication.caller();
        if (!caller.may(permission)) {
            throw new Forbidden(permission);
        }
        if (RequiredPermission.ofEveryRow(controller, handler.getMethod())
                && !(caller.scope(permission) instanceof AccessScope.All)) {
            throw new Forbidden(permission + " for all records");
        }
        var here = caller.within(permission);
        if (!here.equals(caller)) {
            CallerAuthentication.setCurrent(here);
        }
    }
}
