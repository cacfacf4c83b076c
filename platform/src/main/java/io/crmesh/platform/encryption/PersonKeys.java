package io.crmesh.platform.encryption;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.min;
import static com.mongodb.client.model.Updates.unset;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.crypto.tink.Aead;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import io.crmesh.platform.batching.RequestBatcher;
import io.crmesh.platform.keys.KeyEncryption;
import io.crmesh.platform.keys.KeyEncryption.Wrapped;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bson.BsonDocument;

/**
 * Repository of persons' keys, each created when a value of its person is first encrypted. A destroyed key leaves a row
 * behind, so that it is never created again.
 */
final class PersonKeys {

    /** The longest time for which another process can still use a destroyed key. */
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private static final int MOST_REMEMBERED = 20_000;
    private static final String DESTROYED = "destroyedAt";
    private static final int KEY_BYTES = 32;
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    private final MongoCollection<BsonDocument> rows;
    private final KeyEncryption encryption;
    private final SecureRandom random = new SecureRandom();
    private final RequestBatcher<String, Optional<Aead>> made = new RequestBatcher<>(this::loadOrMake);
    private final RequestBatcher<String, Optional<Aead>> loaded = new RequestBatcher<>(this::loadAll);
    private final Cache<String, Optional<Aead>> known = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .build();

    PersonKeys(MongoDatabase database, KeyEncryption encryption) {
        this.rows = database.getCollection("person-keys", BsonDocument.class);
        this.encryption = encryption;
    }

    /** The person's key, created if there is none yet; empty if it was destroyed. */
    Optional<Aead> toEncrypt(String person) {
        var key = known.getIfPresent(person);
        return key != null ? key : made.submit(person);
    }

    /** The person's key; empty if it was destroyed or never created. */
    Optional<Aead> toDecrypt(String person) {
        var key = known.getIfPresent(person);
        return key != null ? key : loaded.submit(person);
    }

    /** Loads the keys of many persons in one request, before their values are decrypted one by one. */
    void prefetch(Collection<String> persons) {
        var unknown = persons.stream()
                .distinct()
                .filter(person -> known.getIfPresent(person) == null)
                .toList();
        if (!unknown.isEmpty()) {
            var _ = load(unknown);
        }
    }

    /**
     * Crypto-shredding: from now on values encrypted for this person cannot be decrypted; here at once, in other
     * processes within a minute.
     */
    void destroy(String person, Instant now) {
        var _ = rows.updateOne(eq(person), combine(unset(Wrapped.KEY), unset(Wrapped.BY), min(DESTROYED, now)), UPSERT);
        known.put(person, Optional.empty());
    }

    /** When the person's key was destroyed; empty if it was not. */
    Optional<Instant> destroyedAt(String person) {
        return Optional.ofNullable(rows.find(eq(person)).first())
                .filter(row -> row.containsKey(DESTROYED) && !row.containsKey(Wrapped.KEY))
                .map(row -> Instant.ofEpochMilli(row.getDateTime(DESTROYED).getValue()));
    }

    private List<Optional<Aead>> loadAll(List<String> persons) {
        var found = load(persons);
        return persons.stream()
                .map(person -> found.getOrDefault(person, Optional.empty()))
                .toList();
    }

    private List<Optional<Aead>> loadOrMake(List<String> persons) {
        var found = load(persons);
        var strangers = persons.stream()
                .distinct()
                .filter(person -> !found.containsKey(person))
                .toList();
        if (!strangers.isEmpty()) {
            found.putAll(make(strangers));
        }
        return persons.stream()
                .map(person -> Objects.requireNonNull(found.get(person)))
                .toList();
    }

    /** For each person with a row: the key, or empty if it was destroyed. */
    private Map<String, Optional<Aead>> load(List<String> persons) {
        var found = new HashMap<String, Optional<Aead>>();
        for (var row : rows.find(in("_id", persons))) {
            var person = row.getString("_id").getValue();
            var key = Optional.ofNullable(Wrapped.of(row))
                    .map(wrapped -> KeyFile.aead(encryption.unwrap(wrapped, person)));
            found.put(person, remember(person, key));
        }
        return found;
    }

    /** Never replaces a remembered destruction: the key may have been destroyed since this one was read. */
    private Optional<Aead> remember(String person, Optional<Aead> key) {
        return Objects.requireNonNull(
                known.asMap().merge(person, key, (before, now) -> before.isEmpty() ? before : now));
    }

    /** If several processes create the same person's key at once, one stores it and the others use that one. */
    private Map<String, Optional<Aead>> make(List<String> persons) {
        var fresh = new HashMap<String, Optional<Aead>>();
        var upserts = new ArrayList<UpdateOneModel<BsonDocument>>();
        for (var person : persons) {
            var key = new byte[KEY_BYTES];
            random.nextBytes(key);
            var fields = encryption.wrap(key, person).fields();
            upserts.add(new UpdateOneModel<>(eq(person), new BsonDocument("$setOnInsert", fields), UPSERT));
            fresh.put(person, Optional.of(KeyFile.aead(key)));
        }
        if (stored(upserts)) {
            fresh.replaceAll(this::remember);
            return fresh;
        }
        return load(persons);
    }

    private boolean stored(List<UpdateOneModel<BsonDocument>> upserts) {
        try {
            return rows.bulkWrite(upserts, UNORDERED).getUpserts().size() == upserts.size();
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().stream().allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY)
                    && e.getWriteConcernError() == null) {
                return false;
            }
            throw e;
        }
    }

    void prepareIndexes() {
        var _ = rows.createIndex(Indexes.ascending(Wrapped.BY));
    }

    /** Wraps up to the given number of outdated keys again; returns how many there were. */
    int rewrap(int most) {
        var older = encryption.older();
        if (older.isEmpty()) {
            return 0;
        }
        var outdated = rows.find(in(Wrapped.BY, older)).limit(most).into(new ArrayList<>());
        for (var row : outdated) {
            var person = row.getString("_id").getValue();
            var before = Objects.requireNonNull(Wrapped.of(row));
            var after = encryption.wrap(encryption.unwrap(before, person), person);
            // Only if unchanged: a key that was destroyed meanwhile must not come back.
            var _ = rows.updateOne(
                    and(eq(person), eq(Wrapped.BY, before.by())), new BsonDocument("$set", after.fields()));
        }
        return outdated.size();
    }
}
