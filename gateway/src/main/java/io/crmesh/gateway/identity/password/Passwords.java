package io.crmesh.gateway.identity.password;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.crmesh.gateway.identity.BsonFields;
import io.crmesh.gateway.identity.user.Users;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Repository of passwords, stored with the users as slow hashes, and read for nothing else. */
@Repository
class Passwords {

    /**
     * The password of a user.
     *
     * @param endsAt when a temporary password ends; null for a chosen one
     */
    record StoredPassword(String hash, @Nullable Instant endsAt) {

        boolean isTemporary() {
            return endsAt != null;
        }

        boolean isExpiredAt(Instant now) {
            return endsAt != null && !endsAt.isAfter(now);
        }
    }

    private final MongoCollection<Document> users;

    Passwords(MongoDatabase identity) {
        this.users = identity.getCollection("users");
    }

    Optional<StoredPassword> of(String user) {
        return Optional.ofNullable(users.find(eq("_id", user))
                        .projection(include("password"))
                        .first())
                .map(document -> document.get("password", Document.class))
                .map(password ->
                        new StoredPassword(password.getString("hash"), BsonFields.timeOrNull(password, "endsAt")));
    }

    /** Replaces the hash of the same password, unless the password was changed meanwhile. */
    void renewHash(String user, String from, String to) {
        var _ = users.updateOne(and(eq("_id", user), eq("password.hash", from)), set("password.hash", to));
    }

    /** All sessions of this user end. */
    void replace(String user, StoredPassword password, Instant now) {
        var document = new Document("hash", password.hash());
        if (password.endsAt() != null) {
            document.append("endsAt", Date.from(password.endsAt()));
        }
        var _ = users.updateOne(eq("_id", user), combine(set("password", document), Users.signedOut(now)));
    }
}
