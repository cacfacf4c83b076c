package io.crmesh.platform.history;

import io.crmesh.platform.accesslog.AccessLog;
import io.crmesh.platform.history.HistoryView.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Presents a record's history as its callers see the record: two views compared field by field. A caller sees no more
 * of the past than of the present.
 */
public final class Histories {

    private final JsonMapper json;
    private final ClassValue<EntryNames> names = new ClassValue<>() {
        @Override
        protected EntryNames computeValue(Class<?> view) {
            return EntryNames.of(view);
        }
    };

    /** @param json writes the answers */
    public Histories(JsonMapper json) {
        this.json = json;
    }

    /** The entries as a caller sees them, in their order. */
    public <S> HistoryView.Items of(List<HistoryEntry<S>> entries, Function<? super S, ?> view) {
        AccessLog.tellOf(entries.stream()
                .map(entry -> entry.event().subject())
                .distinct()
                .toList());
        return new HistoryView.Items(entries.stream()
                .map(entry -> HistoryView.of(entry, changes(apply(view, entry.before()), apply(view, entry.after()))))
                .toList());
    }

    private static <S> @Nullable Object apply(Function<? super S, ?> view, @Nullable S state) {
        return state == null ? null : view.apply(state);
    }

    private List<Change> changes(@Nullable Object before, @Nullable Object after) {
        var changes = new ArrayList<Change>();
        var either = after == null ? before : after;
        if (either != null) {
            compare(names.get(either.getClass()), "", tree(before), tree(after), changes);
        }
        return List.copyOf(changes);
    }

    private @Nullable JsonNode tree(@Nullable Object view) {
        return view == null ? null : json.valueToTree(view);
    }

    private static void compare(
            EntryNames names, String path, @Nullable JsonNode before, @Nullable JsonNode after, List<Change> changes) {
        if (container(before) || container(after)) {
            for (var name : fields(before, after)) {
                compare(
                        names,
                        path.isEmpty() ? name : path + "." + name,
                        field(before, name),
                        field(after, name),
                        changes);
            }
            var from = entries(names, path, before);
            var to = entries(names, path, after);
            if (from == null || to == null) {
                from = positions(before);
                to = positions(after);
            }
            for (var name : union(from.keySet(), to.keySet())) {
                compare(names, path + "[" + name + "]", from.get(name), to.get(name), changes);
            }
        }
        var was = value(before);
        var is = value(after);
        if (!Objects.equals(was, is)) {
            changes.add(new Change(path, was, is));
        }
    }

    private static boolean container(@Nullable JsonNode node) {
        return node != null && node.isContainer();
    }

    /** The entries of a list by their names; null if one has none, or two have the same. */
    private static @Nullable Map<String, JsonNode> entries(EntryNames names, String path, @Nullable JsonNode list) {
        var entries = new LinkedHashMap<String, JsonNode>();
        for (int i = 0; i < length(list); i++) {
            var entry = Objects.requireNonNull(element(list, i));
            var name = names.of(path, entry);
            if (name == null || entries.put(name, entry) != null) {
                return null;
            }
        }
        return entries;
    }

    private static Map<String, JsonNode> positions(@Nullable JsonNode list) {
        var entries = new LinkedHashMap<String, JsonNode>();
        for (int i = 0; i < length(list); i++) {
            entries.put(String.valueOf(i), Objects.requireNonNull(element(list, i)));
        }
        return entries;
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        var all = new LinkedHashSet<>(some);
        all.addAll(others);
        return all;
    }

    private static Iterable<String> fields(@Nullable JsonNode before, @Nullable JsonNode after) {
        var names = new LinkedHashSet<String>();
        if (before != null) {
            names.addAll(before.propertyNames());
        }
        if (after != null) {
            names.addAll(after.propertyNames());
        }
        return names;
    }

    private static int length(@Nullable JsonNode node) {
        return node != null && node.isArray() ? node.size() : 0;
    }

    private static @Nullable JsonNode field(@Nullable JsonNode node, String name) {
        return node == null ? null : node.get(name);
    }

    private static @Nullable JsonNode element(@Nullable JsonNode node, int index) {
        return node == null ? null : node.get(index);
    }

    /** The value of a leaf; null for a container, for an absent node and for a JSON null. */
    private static @Nullable Object value(@Nullable JsonNode node) {
        if (node == null || node.isNull() || node.isContainer()) {
            return null;
        }
        return node.isNumber() ? node.numberValue() : node.isBoolean() ? (Object) node.booleanValue() : node.asString();
    }
}
