package io.crmesh.platform.accesslog;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the record ids of views by reflection. */
final class RecordIds {

    /** The format of all our ids; no personal name matches it. */
    private static final Pattern OURS = Pattern.compile("[a-z]{2,4}_[0-9a-hjkmnp-tv-z]{26}");

    private static final ClassValue<Method> ACCESSORS = new ClassValue<>() {
        @Override
        protected Method computeValue(Class<?> view) {
            return accessor(view);
        }
    };

    private RecordIds() {}

    /** The ids of the records that these views show. */
    static List<String> of(Collection<?> views) {
        return views.stream().flatMap(view -> of(view).stream()).toList();
    }

    private static Optional<String> of(Object view) {
        var id = value(ACCESSORS.get(view.getClass()), view);
        if (id instanceof Record wrapped) {
            id = value(wrapped.getClass().getRecordComponents()[0].getAccessor(), wrapped);
        }
        return Optional.ofNullable(id).map(Object::toString);
    }

    private static @Nullable Object value(Method accessor, Object view) {
        try {
            accessor.setAccessible(true);
            return accessor.invoke(view);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Method accessor(Class<?> view) {
        var components = view.isRecord() ? view.getRecordComponents() : new RecordComponent[0];
        return Arrays.stream(components)
                .filter(component -> component.isAnnotationPresent(RecordId.class))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "%s is shown to people and has no @RecordId".formatted(view.getName())))
                .getAccessor();
    }

    /** Whether a text from the caller is one of our ids: any other text may contain personal data. */
    static boolean isOne(String text) {
        return OURS.matcher(text).matches();
    }
}
