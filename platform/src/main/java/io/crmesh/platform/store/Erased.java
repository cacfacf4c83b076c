package io.crmesh.platform.store;

import io.crmesh.platform.Command;
import java.time.Instant;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/**
 * All that is left of a record that was erased.
 *
 * @param by who had it done
 * @param at when it was recorded
 * @param reason a code
 */
public record Erased(String id, String by, Instant at, String reason) {

    private static final String FIELD = "erased";

    static Erased of(String id, Command command, Instant at, String reason) {
        return new Erased(id, command.actor().toString(), at, reason);
    }

    /** What a document says of it; nothing if its record was not erased. */
    static @Nullable Erased in(BsonDocument document) {
        if (!document.containsKey(FIELD)) {
            return null;
        }
        var said = document.getDocument(FIELD);
        return new Erased(
                document.getString("_id").getValue(),
                said.getString("by").getValue(),
                Instant.ofEpochMilli(said.getDateTime("at").getValue()),
                said.getString("reason").getValue());
    }

    void addTo(BsonDocument set) {
        set.append(
                FIELD,
                new BsonDocument("by", new BsonString(by))
                        .append("at", new BsonDateTime(at.toEpochMilli()))
                        .append("reason", new BsonString(reason)));
    }
}
