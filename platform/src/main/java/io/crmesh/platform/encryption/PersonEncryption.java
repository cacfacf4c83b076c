package io.crmesh.platform.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.crypto.tink.Aead;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.codec.FieldEncryption;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Collection;
import org.bson.BsonBinary;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Field encryption by AES-GCM under one key per person. An encrypted value is a binary: a mark with which no
 * unencrypted value begins and whose last byte names the format, then Tink's ciphertext of the value's BSON. It can be
 * decrypted only as the field and record that it was encrypted for.
 */
final class PersonEncryption implements FieldEncryption {

    private static final byte[] MARK = {(byte) 0xc5, 'C', 'R', 'M', 1};
    private static final String VALUE = "v";
    private static final BsonDocumentCodec DOCUMENTS = new BsonDocumentCodec();

    private final PersonKeys keys;

    PersonEncryption(PersonKeys keys) {
        this.keys = keys;
    }

    @Override
    public BsonValue encrypt(Subject subject, String field, BsonValue clear) {
        if (clear.isNull()) {
            return clear;
        }
        try {
            var encrypted = key(subject).encrypt(encode(clear), place(subject, field));
            return new BsonBinary(ByteBuffer.allocate(MARK.length + encrypted.length)
                    .put(MARK)
                    .put(encrypted)
                    .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Aead key(Subject subject) {
        return keys.toEncrypt(subject.person()).orElseThrow(() -> new Gone(subject.type()));
    }

    @Override
    public @Nullable BsonValue decrypt(Subject subject, String field, BsonValue stored) {
        if (!isEncrypted(stored)) {
            return stored;
        }
        var bytes = stored.asBinary().getData();
        var key = keys.toDecrypt(subject.person());
        if (key.isEmpty()) {
            return null;
        }
        try {
            return decode(
                    key.get().decrypt(Arrays.copyOfRange(bytes, MARK.length, bytes.length), place(subject, field)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("%s of a %s was not encrypted for it".formatted(field, subject.type()), e);
        }
    }

    @Override
    public void prefetch(Collection<String> persons) {
        keys.prefetch(persons);
    }

    @Override
    public boolean isEncrypted(BsonValue value) {
        if (!value.isBinary()) {
            return false;
        }
        var bytes = value.asBinary().getData();
        return bytes.length > MARK.length && Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length);
    }

    /** The associated data that a value is bound to; types, fields and ids contain no line feed. */
    private static byte[] place(Subject subject, String field) {
        return String.join("\n", subject.type(), subject.id(), field).getBytes(UTF_8);
    }

    private static byte[] encode(BsonValue value) {
        var buffer = new BasicOutputBuffer();
        try (var writer = new BsonBinaryWriter(buffer)) {
            DOCUMENTS.encode(
                    writer,
                    new BsonDocument(VALUE, value),
                    EncoderContext.builder().build());
        }
        return buffer.toByteArray();
    }

    private static BsonValue decode(byte[] bytes) {
        try (var reader = new BsonBinaryReader(ByteBuffer.wrap(bytes))) {
            return requireNonNull(
                    DOCUMENTS.decode(reader, DecoderContext.builder().build()).get(VALUE));
        }
    }
}
