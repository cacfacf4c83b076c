package io.crmesh.platform.web;

import io.crmesh.platform.Refusal.Forbidden;
import io.crmesh.platform.Scope;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets nobody past a controller who has not the permission it needs, before anything of the request is read, nor
 * permissions that extend to fewer records than are seen there. A controller that says nothing of the kind is closed to
 * all.
 */
final class Doorkeeper implements HandlerInterceptor {

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
        if (controller.getName().startsWith(DESCRIPTION) || Permission.isOpen(controller, handler.getMethod())) {
            return;
        }
        var permission = Permission.of(controller, handler.getMethod(), request.getMethod())
                .orElseThrow(() -> new Forbidden("none opens this"));
        var caller = SignedIn.caller();
        if (!caller.may(permission)) {
            throw new Forbidden(permission);
        }
        if (Permission.ofEveryRow(controller, handler.getMethod())
                && !(caller.scope(permission) instanceof Scope.All)) {
            throw new Forbidden(permission + " for all records");
        }
        var here = caller.within(permission);
        if (!here.equals(caller)) {
            SignedIn.letIn(here);
        }
    }
}
