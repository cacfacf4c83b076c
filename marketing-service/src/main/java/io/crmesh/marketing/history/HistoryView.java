package io.crmesh.marketing.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.platform.fact.Mode;
import io.crmesh.platform.store.HistoryEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One thing that happened to a record: who did it when, and which fields went from what to what. */
public record HistoryView(
        long sequence,
        String type,
        long version,
        Instant occurredAt,
        Instant recordedAt,
        String actor,
        Mode mode,
        List<Change> changes) {

    /** A field that changed. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Change(
            String field, @Nullable JsonNode from, @Nullable JsonNode to) {}

    public static <S> HistoryView of(HistoryEntry<S> entry, Function<S, ?> view, JsonMapper json) {
        var fact = entry.fact();
        return new HistoryView(
                fact.sequence(),
                fact.type(),
                entry.version(),
                fact.occurredAt(),
                fact.recordedAt(),
                fact.actor().toString(),
                fact.mode(),
                changes(tree(entry.before(), view, json), tree(entry.after(), view, json)));
    }

    private static <S> JsonNode tree(@Nullable S state, Function<S, ?> view, JsonMapper json) {
        return state == null ? json.createObjectNode() : json.valueToTree(view.apply(state));
    }

    private static List<Change> changes(JsonNode before, JsonNode after) {
        var fields = new LinkedHashSet<>(before.propertyNames());
        fields.addAll(after.propertyNames());
        var changes = new ArrayList<Change>();
        for (var field : fields) {
            var from = before.get(field);
            var to = after.get(field);
            if (from == null ? to != null : !from.equals(to)) {
                changes.add(new Change(field, from, to));
            }
        }
        return List.copyOf(changes);
    }
}
