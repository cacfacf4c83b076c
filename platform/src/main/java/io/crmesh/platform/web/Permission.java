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
        var needs = AnnotatedElementUtils.findMergedAnnotation(method, Needs.class);
        if (needs == null) {
            needs = AnnotatedElementUtils.findMergedAnnotation(controller, Needs.class);
        }
        return Optional.ofNullable(needs).map(Needs::value).map(what -> complete(what, httpMethod));
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
