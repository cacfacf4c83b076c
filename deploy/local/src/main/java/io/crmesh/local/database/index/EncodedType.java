package io.crmesh.local.database.index;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * Data type of the store for documents, as BSON in memory as in the file. A page holds a dozen of them and changes when one
 * does. Decoded, they would take five times the space, and every page read or written would cost as much as all of them.
 */
public final class EncodedType extends BasicDataType<byte[]> {

    public static final EncodedType INSTANCE = new EncodedType();

    private static final int HEADER_BYTES = 24;

    private EncodedType() {}

    public static byte[] encode(Document document) {
        var bytes = Unpooled.buffer();
        BsonEncoder.encodeDocument(document, bytes);
        return Arrays.copyOf(bytes.array(), bytes.writerIndex());
    }

    public static Document decode(byte[] bytes) {
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
