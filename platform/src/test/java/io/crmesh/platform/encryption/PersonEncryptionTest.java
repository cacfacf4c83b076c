package io.crmesh.platform.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CountOptions;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.codec.FieldEncryption.Subject;
import io.crmesh.platform.keys.KeyEncryption;
import io.crmesh.platform.keys.Keys;
import io.crmesh.platform.testing.RealParts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersonEncryptionTest {

    private static final MongoClient CLIENT =
            MongoClients.create(RealParts.database().connectionString());
    private static final Subject ANN = new Subject("customer", "cus_ann", "cus_ann");
    private static final BsonValue SECRET = new BsonString("ann@example.org");

    @TempDir
    Path dir;

    private MongoDatabase database = CLIENT.getDatabase("unused");
    private Path file = Path.of("none");

    @BeforeEach
    void begin() throws Exception {
        database = CLIENT.getDatabase("seal_" + UUID.randomUUID().toString().substring(0, 8));
        file = Files.writeString(dir.resolve("keys"), KeyFileTest.line("first", 1));
    }

    @AfterAll
    static void end() {
        CLIENT.close();
    }

    /** Another process of the same service. */
    private PersonKeys keys() {
        return new PersonKeys(database, new KeyFile(file, TransitEngineTest.NONE));
    }

    private PersonEncryption encrypt() {
        return new PersonEncryption(keys());
    }

    @Test
    void encryptedValueIsUnreadableAndDecryptsToTheOriginal() {
        var values = List.of(
                SECRET,
                new BsonArray(List.of(new BsonDocument("value", SECRET), new BsonInt32(4))),
                new BsonBinary(new byte[] {1, 2, 3}));
        for (var value : values) {
            var encrypted = encrypt().encrypt(ANN, "profile.emails", value);

            assertThat(new String(encrypted.asBinary().getData(), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain("ann@example.org");
            assertThat(encrypt().isEncrypted(encrypted)).isTrue();
            assertThat(encrypt().isEncrypted(value)).isFalse();
            assertThat(encrypt().decrypt(ANN, "profile.emails", encrypted)).isEqualTo(value);
        }
        assertThat(encrypt().encrypt(ANN, "birthDate", BsonNull.VALUE)).isEqualTo(BsonNull.VALUE);
    }

    @Test
    void unencryptedValueIsReadAsItIs() {
        assertThat(encrypt().decrypt(ANN, "email", SECRET)).isEqualTo(SECRET);
    }

    @Test
    void encryptedValueCannotBeDecryptedElsewhere() {
        var encryption = encrypt();
        var encrypted = encryption.encrypt(ANN, "email", SECRET);
        var _ = encryption.encrypt(new Subject("customer", "cus_bob", "cus_bob"), "email", SECRET);

        for (var other : List.of(
                new Subject("ticket", "cus_ann", "cus_ann"),
                new Subject("customer", "cus_bob", "cus_ann"),
                new Subject("customer", "cus_ann", "cus_bob"))) {
            assertThatThrownBy(() -> encryption.decrypt(other, "email", encrypted))
                    .isInstanceOf(IllegalStateException.class)
                    .message()
                    .doesNotContain("ann");
        }
        assertThatThrownBy(() -> encryption.decrypt(ANN, "phone", encrypted)).isInstanceOf(IllegalStateException.class);
    }

    /** The key was read just before it was destroyed, and would be cached just after. */
    @Test
    void keyDestroyedWhileBeingReadIsNotUsed() {
        var encrypted = encrypt().encrypt(ANN, "email", SECRET);
        var slow = new SlowEncryption(new KeyFile(file, TransitEngineTest.NONE), new AtomicReference<>());
        var keys = new PersonKeys(database, slow);
        slow.keys().set(keys);
        var encryption = new PersonEncryption(keys);

        assertThat(encryption.decrypt(ANN, "email", encrypted)).isNull();
        assertThat(encryption.decrypt(ANN, "email", encrypted))
                .as("from memory")
                .isNull();
        assertThatThrownBy(() -> encryption.encrypt(ANN, "email", SECRET)).isInstanceOf(Gone.class);
    }

    /** Key encryption that takes so long to unwrap a key that it is destroyed meanwhile. */
    private record SlowEncryption(KeyFile file, AtomicReference<PersonKeys> keys) implements KeyEncryption {

        @Override
        public Wrapped wrap(byte[] key, String name) {
            return file.wrap(key, name);
        }

        @Override
        public byte[] unwrap(Wrapped wrapped, String name) {
            keys.get().destroy(name, Instant.EPOCH);
            return file.unwrap(wrapped, name);
        }

        @Override
        public List<String> older() {
            return file.older();
        }
    }

    @Test
    void processesCreatingAPersonsKeyConcurrentlyAgreeOnOne() throws Exception {
        var processes = List.of(encrypt(), encrypt(), encrypt());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var encrypted = IntStream.range(0, 300)
                    .mapToObj(n -> threads.submit(() -> {
                        var who = "cus_" + n % 50;
                        return processes.get(n % 3).encrypt(new Subject("customer", who, who), "email", SECRET);
                    }))
                    .toList();
            for (int n = 0; n < 300; n++) {
                var who = "cus_" + n % 50;
                assertThat(encrypt()
                                .decrypt(
                                        new Subject("customer", who, who),
                                        "email",
                                        encrypted.get(n).get()))
                        .isEqualTo(SECRET);
            }
        }
        assertThat(database.getCollection("person-keys").countDocuments()).isEqualTo(50);
    }

    @Test
    void valueUnderADestroyedKeyIsGoneForGood() {
        var keys = keys();
        var encryption = new PersonEncryption(keys);
        var encrypted = encryption.encrypt(ANN, "email", SECRET);

        keys.destroy("cus_ann", Instant.EPOCH);

        for (var process : List.of(encryption, encrypt())) {
            assertThat(process.decrypt(ANN, "email", encrypted)).isNull();
            assertThatThrownBy(() -> process.encrypt(ANN, "email", SECRET)).isInstanceOf(Gone.class);
        }
        var row = database.getCollection("person-keys").find().first();
        assertThat(row).containsOnlyKeys("_id", "destroyedAt");
    }

    @Test
    void firstDestructionOfAKeyIsItsErasureTime() {
        var keys = keys();
        var _ = new PersonEncryption(keys).encrypt(ANN, "email", SECRET);
        assertThat(keys.destroyedAt("cus_ann")).isEmpty();

        keys.destroy("cus_ann", Instant.EPOCH);
        keys.destroy("cus_ann", Instant.EPOCH.plusSeconds(1));

        assertThat(keys().destroyedAt("cus_ann")).contains(Instant.EPOCH);
        assertThat(keys().destroyedAt("cus_bob")).isEmpty();
    }

    /** Restoring a backup brings the key back; the same event destroys it again. */
    @Test
    void restoredKeyIsDestroyedAgain() {
        var keys = keys();
        var encrypted = new PersonEncryption(keys).encrypt(ANN, "email", SECRET);
        var copied = database.getCollection("person-keys").find().first();
        keys.destroy("cus_ann", Instant.EPOCH);
        var _ = database.getCollection("person-keys").replaceOne(new Document("_id", "cus_ann"), copied);
        assertThat(encrypt().decrypt(ANN, "email", encrypted)).isEqualTo(SECRET);

        var restored = keys();
        restored.destroy("cus_ann", Instant.EPOCH.plusSeconds(9));

        assertThat(new PersonEncryption(restored).decrypt(ANN, "email", encrypted))
                .isNull();
        assertThat(database.getCollection("person-keys").find().first()).containsOnlyKeys("_id", "destroyedAt");
    }

    @Test
    void personWithoutKeyGetsNoneAfterDestruction() {
        var keys = keys();
        keys.destroy("cus_ann", Instant.EPOCH);

        assertThatThrownBy(() -> new PersonEncryption(keys).encrypt(ANN, "email", SECRET))
                .isInstanceOf(Gone.class);
    }

    @Test
    void keysAreRewrappedWhileTheServiceRuns() throws Exception {
        var encrypted = IntStream.range(0, 450)
                .mapToObj(n -> encrypt().encrypt(person(n), "email", SECRET))
                .toList();
        var encryption = new KeyFile(file, TransitEngineTest.NONE);
        var own = new Keys(database, encryption);
        var id = own.id("ord_", "shop", "1");
        var persons = new PersonKeys(database, encryption);
        persons.destroy("cus_7", Instant.EPOCH);
        var rotation = new KeyRotation(encryption, persons, own, Duration.ofMillis(20));
        rotation.start();
        try {
            Files.writeString(file, KeyFileTest.line("second", 2) + "\n" + KeyFileTest.line("first", 1));
            Awaitility.await().until(() -> wrappedBy("second") == 449 && ownWrappedBy("second") == 1);
        } finally {
            rotation.stop();
        }

        Files.writeString(file, KeyFileTest.line("second", 2));
        for (int n = 0; n < 450; n++) {
            if (n != 7) {
                assertThat(encrypt().decrypt(person(n), "email", encrypted.get(n)))
                        .isEqualTo(SECRET);
            }
        }
        assertThat(encrypt().decrypt(person(7), "email", encrypted.get(7))).isNull();
        assertThat(new Keys(database, new KeyFile(file, TransitEngineTest.NONE)).id("ord_", "shop", "1"))
                .isEqualTo(id);
    }

    @Test
    void managedKeyTakesOverWhileTheServiceRuns() throws Exception {
        try (var kms = TransitStandIn.open()) {
            var token = Files.writeString(dir.resolve("token"), TransitStandIn.TOKEN);
            var encryption = new KeyFile(file, new TransitEngine(kms.settings(token)));
            var persons = new PersonKeys(database, encryption);
            var encrypted = new PersonEncryption(persons).encrypt(ANN, "email", SECRET);
            var wrapped = "kms " + kms.wrap(new byte[32]);
            kms.refuse(503, "Vault is encrypted");
            var rotation = new KeyRotation(encryption, persons, new Keys(database, encryption), Duration.ofMillis(20));
            rotation.start();
            try {
                Files.writeString(file, wrapped + "\n" + KeyFileTest.line("first", 1));
                Awaitility.await().until(() -> kms.asked.size() > 2);
                assertThat(wrappedBy("first")).isEqualTo(1);

                kms.fault = null;
                Awaitility.await().until(() -> wrappedBy("kms") == 1);
            } finally {
                rotation.stop();
            }
            Files.writeString(file, wrapped);

            var later = new PersonKeys(database, new KeyFile(file, new TransitEngine(kms.settings(token))));
            assertThat(new PersonEncryption(later).decrypt(ANN, "email", encrypted))
                    .isEqualTo(SECRET);
            assertThatThrownBy(() -> new KeyFile(file, TransitEngineTest.NONE)).hasMessageContaining("set CRM_KMS");
        }
    }

    @Test
    void existingServiceKeysAreWrapped() {
        var bare = new Document("_id", "ids").append("key", new org.bson.types.Binary(new byte[32]));
        database.getCollection("keys").insertOne(bare);
        var own = new Keys(database, new KeyFile(file, TransitEngineTest.NONE));
        var before = own.id("ord_", "shop", "1");

        own.rewrap();

        assertThat(ownWrappedBy("first")).isEqualTo(1);
        assertThat(new Keys(database, new KeyFile(file, TransitEngineTest.NONE)).id("ord_", "shop", "1"))
                .isEqualTo(before);
        own.rewrap();
        assertThat(new Keys(database, new KeyFile(file, TransitEngineTest.NONE)).id("ord_", "shop", "1"))
                .isEqualTo(before);
    }

    private static Subject person(int n) {
        return new Subject("customer", "cus_" + n, "cus_" + n);
    }

    private long wrappedBy(String key) {
        return database.getCollection("person-keys").countDocuments(new Document("by", key));
    }

    private long ownWrappedBy(String key) {
        return database.getCollection("keys")
                .countDocuments(new Document("by", key), new CountOptions().comment("test"));
    }
}
