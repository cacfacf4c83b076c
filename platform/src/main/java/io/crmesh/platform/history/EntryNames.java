package io.crmesh.platform.history;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How the entries of a view's lists are called, from the components that {@link NamesEntry} marks. */
final class EntryNames {

    private final Map<String, List<String>> fields = new HashMap<>();

    private EntryNames() {}

    static EntryNames of(Class<?> view) {
        var names = new EntryNames();
        names.look("", view, new HashSet<>());
        return names;
    }

    private void look(String path, Class<?> type, Set<Class<?>> within) {
        if (!type.isRecord() || !within.add(type)) {
            return;
        }
        for (var component : type.getRecordComponents()) {
            var below = component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)
                    ? path
                    : path.isEmpty() ? component.getName() : path + "." + component.getName();
            var entry = entryOf(component.getGenericType());
            if (entry == null) {
                look(below, component.getType(), within);
            } else {
                add(below, entry);
                look(below + "[]", entry, within);
            }
        }
        within.remove(type);
    }

    private void add(String path, Class<?> entry) {
        if (entry.isRecord()) {
            var naming = Arrays.stream(entry.getRecordComponents())
                    .filter(component -> component.isAnnotationPresent(NamesEntry.class))
                    .map(RecordComponent::getName)
                    .toList();
            if (!naming.isEmpty()) {
                fields.put(path, naming);
            }
        }
    }

    private static @Nullable Class<?> entryOf(Type type) {
        return type instanceof ParameterizedType list
                        && list.getRawType() == List.class
                        && list.getActualTypeArguments()[0] instanceof Class<?> entry
                ? entry
                : null;
    }

    /**
     * The name of an entry of the list at this path, which a value has by itself; null where only its position tells it
     * apart.
     */
    @Nullable
    String of(String path, JsonNode entry) {
        if (entry.isValueNode()) {
            return entry.asString();
        }
        var naming = fields.get(path.replaceAll("\\[[^]]*]", "[]"));
        if (naming == null || !naming.stream().allMatch(entry::hasNonNull)) {
            return null;
        }
        return String.join(
                " ", naming.stream().map(field -> entry.get(field).asString()).toList());
    }
}
