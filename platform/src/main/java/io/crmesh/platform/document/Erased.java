package io.crmesh.platform.document;

import io.crmesh.platform.Command;
import java.time.Instant;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/**
 * Stub of an erased record.
 *
 * @param by the actor who had it erased
 * @param at when the erasure was recorded
 * @param reason a code
 */
public record Erased(String id, String by, Instant at, String reason) {

    private static final String FIELD = "erased";

    public static Erased of(String id, Command command, Instant at, String reason) {
        return new Erased(id, command.actor().toString(), at, reason);
    }

    /** The stub in a document; null if its record was not erased. */
    public static @Nullable Erased in(BsonDocument document) {
        if (!document.containsKey(FIELD)) {
            return null;
        }
        var stub = document.getDocument(FIELD);
        return new Erased(
                document.getString("_id").getValue(),
                stub.getString("by").getValue(),
                Instant.ofEpochMilli(stub.getDateTime("at").getValue()),
                stub.getString("reason").getValue());
    }

    public void addTo(BsonDocument set) {
        set.append(
                FIELD,
                new BsonDocument("by", new BsonString(by))
                        .append("at", new BsonDateTime(at.toEpochMilli()))
                        .append("reason", new BsonString(reason)));
    }
}
