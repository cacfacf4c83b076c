package io.crmesh.platform.web;

import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.auth.Open;
import java.lang.reflect.Method;
import java.util.Optional;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** Reads from a controller what it needs: its method's own word comes before that of the class. */
final class Permission {

    private Permission() {}

    /** Such as {@code orders:write}; nothing if no permission opens it. */
    static Optional<String> of(Class<?> controller, Method method, String httpMethod) {
        return needs(controller, method).map(needs -> complete(needs.value(), httpMethod));
    }

    /** Whether it must extend to all records. */
    static boolean ofEveryRow(Class<?> controller, Method method) {
        return needs(controller, method).filter(Needs::everyRow).isPresent();
    }

    private static Optional<Needs> needs(Class<?> controller, Method method) {
        var needs = AnnotatedElementUtils.findMergedAnnotation(method, Needs.class);
        return Optional.ofNullable(
                needs == null ? AnnotatedElementUtils.findMergedAnnotation(controller, Needs.class) : needs);
    }

    private static String complete(String what, String httpMethod) {
        if (what.contains(":")) {
            return what;
        }
        return what + (httpMethod.equals("GET") || httpMethod.equals("HEAD") ? ":read" : ":write");
    }

    static boolean isOpen(Class<?> controller, Method method) {
        return AnnotatedElementUtils.hasAnnotation(method, Open.class)
                || AnnotatedElementUtils.hasAnnotation(controller, Open.class);
    }
}
