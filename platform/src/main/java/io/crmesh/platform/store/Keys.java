package io.crmesh.platform.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.store.KeyEncryption.Wrapped;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bson.BsonDocument;
import org.bson.BsonString;

/**
 * The service's own secret keys. Each is made at its first use and kept in the service's database, wrapped; the key of the
 * ids never changes, else the same record would enter twice.
 */
public final class Keys {

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int ID_LENGTH = 26;
    private static final String TOKEN_KEY = "1";
    private static final String HMAC = "HmacSHA256";

    /** Names the way in which hashes of requests are kept, so that those kept in another way are not mistaken for others. */
    private static final String KEYED = "2:";

    private final MongoCollection<BsonDocument> collection;
    private final KeyEncryption encryption;
    private final Map<String, Mac> known = new ConcurrentHashMap<>();

    public Keys(MongoDatabase database, KeyEncryption encryption) {
        this.collection = database.getCollection("keys", BsonDocument.class);
        this.encryption = encryption;
    }

    /** The id that follows from these parts, now and after any restart: prefix and 130 bits, not guessable. */
    public String id(String prefix, String... parts) {
        var hash = hmac("ids", String.join("\u001f", parts));
        var id = new StringBuilder(prefix);
        for (int bit = 0; id.length() < prefix.length() + ID_LENGTH; bit += 5) {
            var window = (hash[bit / 8] & 0xff) << 8 | (hash[bit / 8 + 1] & 0xff);
            id.append(ALPHABET.charAt(window >> (11 - bit % 8) & 31));
        }
        return id.toString();
    }

    /** What stands in a document instead of a value that must be found but not read: a keyed hash under a key's id. */
    public String token(String kind, String normalised) {
        return TOKEN_KEY + ":" + encoded(hmac("tokens-" + TOKEN_KEY, kind + "\u001f" + normalised));
    }

    /** A signature over what we hand out and want back unchanged, such as a page's cursor or an unsubscribe link. */
    public String signature(String purpose, String text) {
        return encoded(hmac("signatures", purpose + "\u001f" + text));
    }

    /** What is kept of the hash of a request: without the key nobody can find out by guessing what was asked. */
    String kept(String requestHash) {
        return requestHash.isEmpty() ? requestHash : KEYED + encoded(hmac("requests", requestHash));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private byte[] hmac(String key, String text) {
        try {
            return ((Mac) mac(key).clone()).doFinal(text.getBytes(UTF_8));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Every JDK's own can be cloned", e);
        }
    }

    /** Only ever cloned, which costs less than a new one. */
    private Mac mac(String name) {
        var mac = known.get(name);
        if (mac == null) {
            mac = mac(loadOrMake(name));
            known.put(name, mac);
        }
        return mac;
    }

    private static Mac mac(byte[] key) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] loadOrMake(String name) {
        var stored = collection.find(eq(name)).first();
        if (stored != null) {
            return unwrapped(stored, name);
        }
        var fresh = new byte[32];
        new SecureRandom().nextBytes(fresh);
        var document = new BsonDocument("_id", new BsonString(name));
        document.putAll(encryption.wrap(fresh, name).fields());
        try {
            collection.insertOne(document);
            return fresh;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            return loadOrMake(name); // another replica was first
        }
    }

    /** Those of before there was a key to wrap them by lie there as they are. */
    private byte[] unwrapped(BsonDocument stored, String name) {
        var wrapped = Wrapped.of(stored);
        return wrapped == null ? stored.getBinary(Wrapped.KEY).getData() : encryption.unwrap(wrapped, name);
    }

    /** Wraps those that older keys wrapped, or none, by the newest. */
    public void wrapAgain() {
        for (var stored : collection.find(or(exists(Wrapped.BY, false), in(Wrapped.BY, encryption.older())))) {
            var name = stored.getString("_id").getValue();
            var wrapped = encryption.wrap(unwrapped(stored, name), name);
            var asRead = and(eq(name), eq(Wrapped.KEY, stored.get(Wrapped.KEY)));
            var _ = collection.updateOne(asRead, new BsonDocument("$set", wrapped.fields()));
        }
    }
}
