package io.crmesh.gateway.identity.token;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.crmesh.gateway.identity.BsonFields;
import io.crmesh.gateway.identity.IndexedRepository;
import io.crmesh.gateway.identity.user.TokenRevocation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.springframework.stereotype.Repository;

/** Repository of personal access tokens. It stores only hashes of the tokens themselves. */
@Repository
public class AccessTokens implements TokenRevocation, IndexedRepository {

    private static final Duration USE_RECORDED_EVERY = Duration.ofHours(1);

    private final MongoCollection<Document> tokens;

    public AccessTokens(MongoDatabase identity) {
        this.tokens = identity.getCollection("access-tokens");
    }

    @Override
    public void createIndexes() {
        var _ = tokens.createIndex(Indexes.ascending("hash"), new IndexOptions().unique(true));
        var _ = tokens.createIndex(Indexes.ascending("user", "_id"));
        var _ = tokens.createIndex(Indexes.ascending("user", "expiresAt"));
    }

    public Optional<AccessToken> withHash(String hash) {
        return Optional.ofNullable(tokens.find(eq("hash", hash)).first()).map(AccessTokens::read);
    }

    List<AccessToken> of(String user, String afterId, int limit) {
        return tokens.find(and(eq("user", user), gt("_id", afterId)))
                .sort(Indexes.ascending("_id"))
                .limit(limit)
                .map(AccessTokens::read)
                .into(new ArrayList<>());
    }

    /** The valid tokens of this user, sorted by their end. */
    List<AccessToken> valid(String user, Instant now) {
        return tokens.find(and(eq("user", user), eq("revokedAt", null), gt("expiresAt", Date.from(now))))
                .sort(Indexes.ascending("expiresAt"))
                .map(AccessTokens::read)
                .into(new ArrayList<>());
    }

    /** False if a token with this id exists. */
    public boolean add(AccessToken token, String hash) {
        return BsonFields.unlessDuplicate(() -> {
            var _ = tokens.insertOne(new Document("_id", token.id())
                    .append("user", token.user())
                    .append("name", token.name())
                    .append("scopes", BsonFields.sorted(token.scopes()))
                    .append("createdAt", Date.from(token.createdAt()))
                    .append("expiresAt", Date.from(token.expiresAt()))
                    .append("hash", hash));
        });
    }

    /** Records a use of the token at most once an hour, because a single use is not worth a write. */
    public void recordUse(AccessToken token, Instant now) {
        var usedAt = token.usedAt();
        if (usedAt == null || usedAt.plus(USE_RECORDED_EVERY).isBefore(now)) {
            var _ = tokens.updateOne(eq("_id", token.id()), set("usedAt", Date.from(now)));
        }
    }

    /** False if this user has no such token. A revoked token keeps the time of its revocation. */
    boolean revoke(String user, String id, Instant now) {
        var token = and(eq("_id", id), eq("user", user));
        var _ = tokens.updateOne(and(token, eq("revokedAt", null)), set("revokedAt", Date.from(now)));
        return tokens.find(token).first() != null;
    }

    /** Revokes all tokens of this user. */
    @Override
    public void revokeAll(String user, Instant now) {
        var _ = tokens.updateMany(and(eq("user", user), eq("revokedAt", null)), set("revokedAt", Date.from(now)));
    }

    private static AccessToken read(Document document) {
        return new AccessToken(
                document.getString("_id"),
                document.getString("user"),
                document.getString("name"),
                BsonFields.texts(document, "scopes"),
                BsonFields.time(document, "createdAt"),
                BsonFields.time(document, "expiresAt"),
                BsonFields.timeOrNull(document, "revokedAt"),
                BsonFields.timeOrNull(document, "usedAt"));
    }
}
