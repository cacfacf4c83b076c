package io.crmesh.customer.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Who said what a field holds, and when we wrote it down. */
public record Provenance(String field, String source, Instant recordedAt) {

    /** Where a change as a whole comes from. */
    public record Origin(String source, Instant recordedAt) {}

    /** The entries after these fields were written anew. */
    static List<Provenance> after(List<Provenance> before, Collection<String> fields, Origin origin) {
        var after = new ArrayList<Provenance>();
        before.stream().filter(entry -> !fields.contains(entry.field())).forEach(after::add);
        fields.forEach(field -> after.add(new Provenance(field, origin.source(), origin.recordedAt())));
        return List.copyOf(after);
    }
}
