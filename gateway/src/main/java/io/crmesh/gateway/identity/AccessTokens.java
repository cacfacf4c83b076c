package io.crmesh.gateway.identity;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.springframework.stereotype.Repository;

/** Personal access tokens; of the tokens themselves only hashes are kept. */
@Repository
class AccessTokens {

    private static final Duration NOTED_EVERY = Duration.ofHours(1);

    private final MongoCollection<Document> tokens;

    AccessTokens(MongoDatabase identity) {
        this.tokens = identity.getCollection("access-tokens");
    }

    void makeIndexes() {
        var _ = tokens.createIndex(Indexes.ascending("hash"), new IndexOptions().unique(true));
        var _ = tokens.createIndex(Indexes.ascending("user", "_id"));
    }

    Optional<AccessToken> withHash(String hash) {
        return Optional.ofNullable(tokens.find(eq("hash", hash)).first()).map(AccessTokens::read);
    }

    List<AccessToken> of(String user, String afterId, int limit) {
        return tokens.find(and(eq("user", user), gt("_id", afterId)))
                .sort(Indexes.ascending("_id"))
                .limit(limit)
                .map(AccessTokens::read)
                .into(new ArrayList<>());
    }

    /** Those by which programs can work in this user's name, those first that end first. */
    List<AccessToken> good(String user, Instant now) {
        return tokens.find(and(eq("user", user), eq("revokedAt", null), gt("expiresAt", Date.from(now))))
                .sort(Indexes.ascending("expiresAt"))
                .map(AccessTokens::read)
                .into(new ArrayList<>());
    }

    /** False if there is one with this id. */
    boolean add(AccessToken token, String hash) {
        return Bson.unlessTaken(() -> {
            var _ = tokens.insertOne(new Document("_id", token.id())
                    .append("user", token.user())
                    .append("name", token.name())
                    .append("scopes", Bson.sorted(token.scopes()))
                    .append("createdAt", Date.from(token.createdAt()))
                    .append("expiresAt", Date.from(token.expiresAt()))
                    .append("hash", hash));
        });
    }

    /** It is being used, which alone is not worth a write each time. */
    void used(AccessToken token, Instant now) {
        var noted = token.usedAt();
        if (noted == null || noted.plus(NOTED_EVERY).isBefore(now)) {
            var _ = tokens.updateOne(eq("_id", token.id()), set("usedAt", Date.from(now)));
        }
    }

    /** False if this user has no such token. One that was revoked stays so. */
    boolean revoke(String user, String id, Instant now) {
        var mine = and(eq("_id", id), eq("user", user));
        var _ = tokens.updateOne(and(mine, eq("revokedAt", null)), set("revokedAt", Date.from(now)));
        return tokens.find(mine).first() != null;
    }

    /** All that this user has. */
    void revokeAll(String user, Instant now) {
        var _ = tokens.updateMany(and(eq("user", user), eq("revokedAt", null)), set("revokedAt", Date.from(now)));
    }

    private static AccessToken read(Document document) {
        return new AccessToken(
                document.getString("_id"),
                document.getString("user"),
                document.getString("name"),
                Bson.texts(document, "scopes"),
                Bson.time(document, "createdAt"),
                Bson.time(document, "expiresAt"),
                Bson.timeOrNothing(document, "revokedAt"),
                Bson.timeOrNothing(document, "usedAt"));
    }
}
