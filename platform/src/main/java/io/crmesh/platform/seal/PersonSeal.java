package io.crmesh.platform.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.crypto.tink.Aead;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.store.Seal;
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
 * Seals each value by AES-GCM under its person's key. A sealed value is a binary: a mark that nothing unsealed begins with,
 * the last byte of which names the form, then what Tink makes of the value's BSON. It opens only as the field of the
 * record it was sealed for.
 */
final class PersonSeal implements Seal {

    private static final byte[] MARK = {(byte) 0xc5, 'C', 'R', 'M', 1};
    private static final String VALUE = "v";
    private static final BsonDocumentCodec DOCUMENTS = new BsonDocumentCodec();

    private final PersonKeys keys;

    PersonSeal(PersonKeys keys) {
        this.keys = keys;
    }

    @Override
    public BsonValue seal(Subject subject, String field, BsonValue clear) {
        if (clear.isNull()) {
            return clear;
        }
        try {
            var sealed = key(subject).encrypt(encode(clear), place(subject, field));
            return new BsonBinary(ByteBuffer.allocate(MARK.length + sealed.length)
                    .put(MARK)
                    .put(sealed)
                    .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Aead key(Subject subject) {
        return keys.toSeal(subject.person()).orElseThrow(() -> new Gone(subject.type()));
    }

    @Override
    public @Nullable BsonValue open(Subject subject, String field, BsonValue stored) {
        if (!isSealed(stored)) {
            return stored;
        }
        var bytes = stored.asBinary().getData();
        var key = keys.toOpen(subject.person());
        if (key.isEmpty()) {
            return null;
        }
        try {
            return decode(
                    key.get().decrypt(Arrays.copyOfRange(bytes, MARK.length, bytes.length), place(subject, field)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("%s of a %s was not sealed for it".formatted(field, subject.type()), e);
        }
    }

    @Override
    public void foresee(Collection<String> persons) {
        keys.foresee(persons);
    }

    @Override
    public boolean isSealed(BsonValue value) {
        if (!value.isBinary()) {
            return false;
        }
        var bytes = value.asBinary().getData();
        return bytes.length > MARK.length && Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length);
    }

    /** What a value is bound to; no type or field has a line's end in it, and an id has none either. */
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
