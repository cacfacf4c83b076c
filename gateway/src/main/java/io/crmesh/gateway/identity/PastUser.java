package io.crmesh.gateway.identity;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;

/**
 * What somebody might do as of one change, which is kept with the user and never changed itself.
 *
 * @param version of the user, as it was from then on
 * @param by who changed it
 */
record PastUser(long version, Instant at, String by, List<String> roles, List<String> teams, boolean active) {

    static Document document(User user, long version, Act act) {
        return new Document("v", version)
                .append("at", Date.from(act.at()))
                .append("by", act.by())
                .append("roles", Bson.sorted(user.roles()))
                .append("teams", Bson.sorted(user.teams()))
                .append("active", user.active());
    }

    static PastUser read(Document document) {
        return new PastUser(
                document.getLong("v"),
                Bson.time(document, "at"),
                document.getString("by"),
                document.getList("roles", String.class),
                document.getList("teams", String.class),
                document.getBoolean("active"));
    }
}
