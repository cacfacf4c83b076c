package io.crmesh.platform.list;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crmesh.platform.Refusal.Unreadable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import org.bson.BsonBinaryReader;
import org.bson.BsonDocument;
import org.bson.BsonInvalidOperationException;
import org.bson.BsonNull;
import org.bson.BsonSerializationException;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.DecoderContext;

/**
 * The place in a list up to which its reader has come. It goes out signed and comes back as the reader's word: only one
 * of ours, for the same filters and the same order, is taken.
 *
 * @param list a digest of the filters and the order it belongs to
 */
record Cursor(String list, BsonValue value, BsonValue id) {

    private static final int LONGEST = 4096;

    String signed(Signer signer) {
        var document =
                new BsonDocument("l", new BsonString(list)).append("v", value).append("i", id);
        var bytes = new RawBsonDocument(document, new BsonDocumentCodec()).getByteBuffer();
        var content = new byte[bytes.remaining()];
        bytes.get(content);
        var text = Base64.getUrlEncoder().withoutPadding().encodeToString(content);
        return text + "." + signer.sign(text);
    }

    static Cursor parse(String text, Signer signer, String list) {
        var dot = text.indexOf('.');
        if (dot < 0 || text.length() > LONGEST || !signedByUs(text, dot, signer)) {
            throw unreadable();
        }
        var cursor = read(text.substring(0, dot));
        if (!cursor.list().equals(list)) {
            throw unreadable();
        }
        return cursor;
    }

    private static boolean signedByUs(String text, int dot, Signer signer) {
        var given = text.substring(dot + 1).getBytes(UTF_8);
        return MessageDigest.isEqual(signer.sign(text.substring(0, dot)).getBytes(UTF_8), given);
    }

    private static Cursor read(String content) {
        try (var reader =
                new BsonBinaryReader(ByteBuffer.wrap(Base64.getUrlDecoder().decode(content)))) {
            var document = new BsonDocumentCodec()
                    .decode(reader, DecoderContext.builder().build());
            return new Cursor(
                    document.getString("l").getValue(),
                    document.getOrDefault("v", BsonNull.VALUE),
                    document.getOrDefault("i", BsonNull.VALUE));
        } catch (IllegalArgumentException | BsonSerializationException | BsonInvalidOperationException _) {
            throw unreadable();
        }
    }

    private static Unreadable unreadable() {
        return new Unreadable("cursor", "is not a cursor of this list with these filters and this order");
    }
}
