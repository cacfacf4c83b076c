package io.crmesh.platform.history;

import io.crmesh.platform.accesslog.AccessLog;
import io.crmesh.platform.history.HistoryView.Change;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
                .map(entry -> HistoryView.of(entry, changes(tree(entry.before(), view), tree(entry.after(), view))))
                .toList());
    }

    private <S> @Nullable JsonNode tree(@Nullable S state, Function<? super S, ?> view) {
        return state == null ? null : json.valueToTree(view.apply(state));
    }

    private static List<Change> changes(@Nullable JsonNode before, @Nullable JsonNode after) {
        var changes = new ArrayList<Change>();
        compare("", before, after, changes);
        return List.copyOf(changes);
    }

    private static void compare(
            String path, @Nullable JsonNode before, @Nullable JsonNode after, List<Change> changes) {
        if (container(before) || container(after)) {
            for (var name : names(before, after)) {
                compare(path.isEmpty() ? name : path + "." + name, field(before, name), field(after, name), changes);
            }
            for (int i = 0; i < Math.max(length(before), length(after)); i++) {
                compare(path + "[" + i + "]", element(before, i), element(after, i), changes);
            }
        }
        var from = value(before);
        var to = value(after);
        if (from == null ? to != null : !from.equals(to)) {
            changes.add(new Change(path, from, to));
        }
    }

    private static boolean container(@Nullable JsonNode node) {
        return node != null && node.isContainer();
    }

    private static Iterable<String> names(@Nullable JsonNode before, @Nullable JsonNode after) {
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
