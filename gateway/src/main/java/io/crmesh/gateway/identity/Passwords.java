package io.crmesh.gateway.identity;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** What people sign in with, kept with them as slow hashes, and read for nothing else. */
@Repository
class Passwords {

    /**
     * A password somebody has.
     *
     * @param endsAt of one that somebody else gave, for the first time only
     */
    record Kept(String hash, @Nullable Instant endsAt) {

        boolean isTemporary() {
            return endsAt != null;
        }

        boolean isOverAt(Instant now) {
            return endsAt != null && !endsAt.isAfter(now);
        }
    }

    private final MongoCollection<Document> users;

    Passwords(MongoDatabase identity) {
        this.users = identity.getCollection("users");
    }

    Optional<Kept> of(String user) {
        return Optional.ofNullable(users.find(eq("_id", user))
                        .projection(include("password"))
                        .first())
                .map(document -> document.get("password", Document.class))
                .map(password -> new Kept(password.getString("hash"), Bson.timeOrNothing(password, "endsAt")));
    }

    /** The same password, kept in another way; unless it was changed meanwhile. */
    void renewHash(String user, String from, String to) {
        var _ = users.updateOne(and(eq("_id", user), eq("password.hash", from)), set("password.hash", to));
    }

    /** Whoever is signed in as this user is so no more. */
    void replace(String user, Kept password, Instant now) {
        var document = new Document("hash", password.hash());
        if (password.endsAt() != null) {
            document.append("endsAt", Date.from(password.endsAt()));
        }
        var _ = users.updateOne(eq("_id", user), combine(set("password", document), Users.signedOut(now)));
    }
}
