package io.crmesh.order.history;

import io.crmesh.order.history.HistoryView.Change;
import io.crmesh.platform.store.HistoryEntry;
import io.crmesh.platform.web.StrictJson;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Says what happened to a record in the words in which its callers see it: two views compared, field by field. */
@Component
public class Histories {

    private final JsonMapper json;

    Histories(StrictJson json) {
        this.json = json.mapper();
    }

    public <S> HistoryView.Items of(List<HistoryEntry<S>> entries, Function<? super S, ?> view) {
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
        return changes;
    }

    private static void compare(
            String path, @Nullable JsonNode before, @Nullable JsonNode after, List<Change> changes) {
        if (nested(before) || nested(after)) {
            for (var name : names(before, after)) {
                compare(path.isEmpty() ? name : path + "." + name, child(before, name), child(after, name), changes);
            }
            for (int i = 0; i < Math.max(length(before), length(after)); i++) {
                compare(path + "[" + i + "]", child(before, i), child(after, i), changes);
            }
        } else if (before == null ? after != null : !before.equals(after)) {
            changes.add(new Change(path, value(before), value(after)));
        }
    }

    private static boolean nested(@Nullable JsonNode node) {
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

    private static @Nullable JsonNode child(@Nullable JsonNode node, String name) {
        return node == null ? null : node.get(name);
    }

    private static @Nullable JsonNode child(@Nullable JsonNode node, int index) {
        return node == null ? null : node.get(index);
    }

    private static @Nullable Object value(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        return node.isNumber() ? node.numberValue() : node.isBoolean() ? node.booleanValue() : node.asString();
    }
}
