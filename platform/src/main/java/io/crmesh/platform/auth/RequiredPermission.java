package io.crmesh.platform.auth;

import java.lang.reflect.Method;
import java.util.Optional;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** Reads which permission a controller requires: a method's annotation takes precedence over that of its class. */
public final class RequiredPermission {

    private RequiredPermission() {}

    /** Such as {@code orders:write}; empty if the controller declares none. */
    public static Optional<String> of(Class<?> controller, Method method, String httpMethod) {
        return needs(controller, method).map(needs -> complete(resource(controller, needs), httpMethod));
    }

    /** Whether the permission must extend to all records. */
    public static boolean ofEveryRow(Class<?> controller, Method method) {
        return needs(controller, method).filter(Needs::everyRow).isPresent();
    }

    private static Optional<Needs> needs(Class<?> controller, Method method) {
        var needs = AnnotatedElementUtils.findMergedAnnotation(method, Needs.class);
        return Optional.ofNullable(
                needs == null ? AnnotatedElementUtils.findMergedAnnotation(controller, Needs.class) : needs);
    }

    /** An operation without its resource, such as {@code :export}, is one on the resource of the whole controller. */
    private static String resource(Class<?> controller, Needs needs) {
        if (!needs.value().startsWith(":")) {
            return needs.value();
        }
        var whole = AnnotatedElementUtils.findMergedAnnotation(controller, Needs.class);
        if (whole == null) {
            throw new IllegalStateException(controller + " says no resource for " + needs.value());
        }
        return whole.value() + needs.value();
    }

    private static String complete(String what, String httpMethod) {
        if (what.contains(":")) {
            return what;
        }
        return what + (httpMethod.equals("GET") || httpMethod.equals("HEAD") ? ":read" : ":write");
    }

    public static boolean isOpen(Class<?> controller, Method method) {
        return AnnotatedElementUtils.hasAnnotation(method, Open.class)
                || AnnotatedElementUtils.hasAnnotation(controller, Open.class);
    }
}
