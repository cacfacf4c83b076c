package io.crmesh.local.database;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * Documents as BSON, in memory as in the file. A page holds a dozen of them and changes when one does: unfolded, they
 * would take five times the space, and every page read or written would cost as much as all its documents.
 */
final class EncodedType extends BasicDataType<byte[]> {

    static final EncodedType INSTANCE = new EncodedType();

    private static final int HEADER_BYTES = 24;

    private EncodedType() {}

    static byte[] encode(Document document) {
        var bytes = Unpooled.buffer();
        BsonEncoder.encodeDocument(document, bytes);
        return Arrays.copyOf(bytes.array(), bytes.writerIndex());
    }

    static Document decode(byte[] bytes) {
        return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bytes));
    }

    @Override
    public int getMemory(byte[] document) {
        return HEADER_BYTES + document.length;
    }

    @Override
    public void write(WriteBuffer target, byte[] document) {
        target.put(document);
    }

    /** BSON begins with its own length, the lowest byte first. */
    @Override
    public byte[] read(ByteBuffer source) {
        var document = new byte[Integer.reverseBytes(source.getInt(source.position()))];
        source.get(document);
        return document;
    }

    @Override
    public byte[][] createStorage(int size) {
        return new byte[size][];
    }
}
