package io.crmesh.platform.testing;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import io.crmesh.platform.auth.Needs;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.core.ResolvableType;
import org.springframework.web.method.HandlerMethod;

/** Collects the fields in a controller method's answer, down to the last one, that need a permission. */
final class ShownFields {

    private final Predicate<String> telling;
    private final Set<String> unmarked;
    private final Set<String> marked = new TreeSet<>();
    private final Set<Class<?>> above = new HashSet<>();

    /**
     * @param telling whether a field of this name probably needs a permission
     * @param unmarked receives the fields that probably need a permission and declare none
     */
    ShownFields(Predicate<String> telling, Set<String> unmarked) {
        this.telling = telling;
        this.unmarked = unmarked;
    }

    /** The fields that need a permission, each with it: {@code consents[].evidence contact:read}. */
    Set<String> of(HandlerMethod handler) {
        walk(ResolvableType.forMethodReturnType(handler.getMethod(), handler.getBeanType()), "");
        return marked;
    }

    private void walk(ResolvableType type, String path) {
        var raw = type.toClass();
        if (Stream.of(raw.getMethods()).anyMatch(method -> method.isAnnotationPresent(JsonValue.class))) {
            return;
        }
        if (raw.isRecord() && raw.getName().startsWith("io.crmesh.") && above.add(raw)) {
            for (var component : raw.getRecordComponents()) {
                look(raw, component, ResolvableType.forType(component.getGenericType(), type), path);
            }
            above.remove(raw);
        } else if (raw.isSealed()) {
            Stream.of(raw.getPermittedSubclasses()).forEach(each -> walk(ResolvableType.forClass(each), path));
        } else if (!raw.isRecord()) {
            List.of(type.getGenerics()).forEach(each -> walk(each, path));
        }
    }

    private void look(Class<?> in, RecordComponent component, ResolvableType type, String path) {
        var name = component.getName();
        var needs = component.getAnnotation(Needs.class);
        if (needs != null) {
            marked.add(path + name + " " + needs.value());
            return;
        }
        if (telling.test(name)) {
            unmarked.add(in.getSimpleName() + "." + name);
        }
        var list = Iterable.class.isAssignableFrom(type.toClass());
        var unwrapped = component.getAccessor().isAnnotationPresent(JsonUnwrapped.class);
        var items = path.isEmpty() && name.equals("items"); // a list's rows are named as one of them is
        walk(type, unwrapped || items ? path : path + name + (list ? "[]." : "."));
    }
}
