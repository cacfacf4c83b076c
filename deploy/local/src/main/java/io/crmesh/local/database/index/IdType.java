package io.crmesh.local.database.index;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.nio.ByteBuffer;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * Data type of the store for ids, as BSON. Left to itself, the store would serialize both sides of every comparison the way
 * Java does.
 */
public final class IdType extends BasicDataType<Object> {

    public static final IdType INSTANCE = new IdType();

    private IdType() {}

    /** As index entries stand, without making them for what nearly all ids are. */
    @Override
    public int compare(Object left, Object right) {
        return left instanceof String one && right instanceof String other
                ? one.compareTo(other)
                : IndexEntries.text(left).compareTo(IndexEntries.text(right));
    }

    @Override
    public int getMemory(Object id) {
        return id instanceof String text ? 60 + text.length() : 60;
    }

    @Override
    public void write(WriteBuffer target, Object id) {
        target.put(EncodedType.encode(new Document("", id instanceof Missing ? null : id)));
    }

    @Override
    public Object read(ByteBuffer source) {
        return Missing.ofNullable(
                EncodedType.decode(EncodedType.INSTANCE.read(source)).get(""));
    }

    @Override
    public Object[] createStorage(int size) {
        return new Object[size];
    }
}
