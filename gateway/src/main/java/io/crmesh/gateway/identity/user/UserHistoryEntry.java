package io.crmesh.gateway.identity.user;

import io.crmesh.gateway.identity.BsonFields;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;

/**
 * Value object: what a user might do from one change on. It is stored with the user and never changed.
 *
 * @param version of the user from this change on
 * @param by who made the change
 */
record UserHistoryEntry(long version, Instant at, String by, List<String> roles, List<String> teams, boolean active) {

    static Document document(User user, long version, ChangeStamp stamp) {
        return new Document("v", version)
                .append("at", Date.from(stamp.at()))
                .append("by", stamp.by())
                .append("roles", BsonFields.sorted(user.roles()))
                .append("teams", BsonFields.sorted(user.teams()))
                .append("active", user.active());
    }

    static UserHistoryEntry read(Document document) {
        return new UserHistoryEntry(
                document.getLong("v"),
                BsonFields.time(document, "at"),
                document.getString("by"),
                document.getList("roles", String.class),
                document.getList("teams", String.class),
                document.getBoolean("active"));
    }
}
