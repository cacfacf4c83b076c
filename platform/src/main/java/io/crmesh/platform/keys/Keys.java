package io.crmesh.platform.keys;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.crmesh.platform.keys.KeyEncryption.Wrapped;
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
 * The service's own secret keys. Each is generated at its first use and stored wrapped in the service's database; the
 * key of the ids never changes, because the same record would otherwise enter twice.
 */
public final class Keys {

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int ID_LENGTH = 26;
    private static final String TOKEN_KEY = "1";
    private static final String HMAC = "HmacSHA256";

    /** Prefix that names the hash format, so that hashes of another format are never compared with these. */
    private static final String KEYED = "2:";

    private final MongoCollection<BsonDocument> collection;
    private final KeyEncryption encryption;
    private final Map<String, Mac> known = new ConcurrentHashMap<>();

    public Keys(MongoDatabase database, KeyEncryption encryption) {
        this.collection = database.getCollection("keys", BsonDocument.class);
        this.encryption = encryption;
    }

    /** The id derived from these parts, the same after any restart: prefix and 130 bits, not guessable. */
    public String id(String prefix, String... parts) {
        var hash = hmac("ids", String.join("\u001f", parts));
        var id = new StringBuilder(prefix);
        for (int bit = 0; id.length() < prefix.length() + ID_LENGTH; bit += 5) {
            var window = (hash[bit / 8] & 0xff) << 8 | (hash[bit / 8 + 1] & 0xff);
            id.append(ALPHABET.charAt(window >> (11 - bit % 8) & 31));
        }
        return id.toString();
    }

    /** Search token: a keyed hash under a key's id, stored in place of a value that must be found but not read. */
    public String token(String kind, String normalised) {
        return TOKEN_KEY + ":" + encoded(hmac("tokens-" + TOKEN_KEY, kind + "\u001f" + normalised));
    }

    /** A signature over a text that clients return unchanged, such as a page's cursor or an unsubscribe link. */
    public String signature(String purpose, String text) {
        return encoded(hmac("signatures", purpose + "\u001f" + text));
    }

    /** The stored form of a request's hash: without the key the request cannot be found out by guessing. */
    public String keyedHash(String requestHash) {
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

    /** The instance is only cloned, which costs less than a new one. */
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

    /** Keys stored before key encryption was introduced are unwrapped. */
    private byte[] unwrapped(BsonDocument stored, String name) {
        var wrapped = Wrapped.of(stored);
        return wrapped == null ? stored.getBinary(Wrapped.KEY).getData() : encryption.unwrap(wrapped, name);
    }

    /** Wraps keys again by the newest key-encryption key, if an older one or none wrapped them; there are few. */
    public void rewrap() {
        var older = encryption.older();
        for (var stored : collection.find()) {
            var before = Wrapped.of(stored);
            if (before != null && !older.contains(before.by())) {
                continue;
            }
            var name = stored.getString("_id").getValue();
            var wrapped = encryption.wrap(unwrapped(stored, name), name);
            var asRead = and(eq(name), eq(Wrapped.KEY, stored.get(Wrapped.KEY)));
            var _ = collection.updateOne(asRead, new BsonDocument("$set", wrapped.fields()));
        }
    }
}
