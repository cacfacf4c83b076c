package io.crmesh.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** View of an entry of the chain, with all fields that a verification needs. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EntryView(
        long sequence,
        Instant at,
        String actor,
        Action action,
        @Nullable String permission,
        String what,
        List<String> records,
        long count,
        int outcome,
        @Nullable String trace,
        String previous,
        String hash) {

    public static EntryView of(Link link) {
        var entry = link.entry();
        return new EntryView(
                link.sequence(),
                entry.at(),
                entry.actor(),
                entry.action(),
                entry.permission(),
                entry.what(),
                entry.records(),
                entry.count(),
                entry.outcome(),
                entry.trace(),
                link.previous(),
                link.hash());
    }
}
