package io.crmesh.customer.registry.profile;

import io.crmesh.platform.event.Actor;
import io.crmesh.platform.history.NamesEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Value object: the source of a field's value, and when it was recorded. */
public record Provenance(@NamesEntry String field, String source, Instant recordedAt) {

    private static final String IMPORT = Actor.Kind.IMPORT + ":";

    public boolean fromImport() {
        return source.startsWith(IMPORT);
    }

    /** The source of a change as a whole. */
    public record Origin(String source, Instant recordedAt) {}

    /** The entries after these fields were changed. */
    public static List<Provenance> after(List<Provenance> before, Collection<String> fields, Origin origin) {
        var after = new ArrayList<Provenance>();
        before.stream().filter(entry -> !fields.contains(entry.field())).forEach(after::add);
        fields.forEach(field -> after.add(new Provenance(field, origin.source(), origin.recordedAt())));
        return List.copyOf(after);
    }
}
