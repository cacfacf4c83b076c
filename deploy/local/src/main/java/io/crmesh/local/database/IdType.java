package io.crmesh.local.database;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.nio.ByteBuffer;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** Stores ids as BSON. Left to itself, the store would serialize both sides of every comparison the way Java does. */
final class IdType extends BasicDataType<Object> {

    /** Ids as such: where documents are. */
    static final IdType POSITION = new IdType(false);

    /** Ids as the library's primary index wraps them. */
    static final IdType KEY = new IdType(true);

    private final boolean wrapped;

    private IdType(boolean wrapped) {
        this.wrapped = wrapped;
    }

    private static Object id(Object key) {
        return key instanceof KeyValue values ? Missing.ofNullable(values.get(0)) : key;
    }

    /** Any order will do, as long as it is one: texts first, by themselves. */
    @Override
    public int compare(Object left, Object right) {
        var one = id(left);
        var other = id(right);
        if (one instanceof String text && other instanceof String otherText) {
            return text.compareTo(otherText);
        }
        if (one instanceof String || other instanceof String) {
            return one instanceof String ? -1 : 1;
        }
        return IndexEntries.text(one).compareTo(IndexEntries.text(other));
    }

    @Override
    public int getMemory(Object key) {
        return id(key) instanceof String text ? 60 + text.length() : 60;
    }

    @Override
    public void write(WriteBuffer target, Object key) {
        var id = id(key);
        DocumentType.INSTANCE.write(target, new Document("", id instanceof Missing ? null : id));
    }

    @Override
    public Object read(ByteBuffer source) {
        var id = Missing.ofNullable(DocumentType.INSTANCE.read(source).get(""));
        return wrapped ? new KeyValue(id) : id;
    }

    @Override
    public Object[] createStorage(int size) {
        return new Object[size];
    }
}
