package io.crmesh.local.database.index;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** Data type of the store for what index entries point to. */
final class PointerType extends BasicDataType<Pointer> {

    static final PointerType INSTANCE = new PointerType();

    private static final int BYTES = 24;

    private PointerType() {}

    @Override
    public int getMemory(Pointer pointer) {
        return pointer.id() == null ? BYTES : BYTES + IdType.INSTANCE.getMemory(pointer.id());
    }

    @Override
    public void write(WriteBuffer target, Pointer pointer) {
        target.putVarInt(pointer.length());
        if (pointer.length() == 0) {
            IdType.INSTANCE.write(target, Objects.requireNonNull(pointer.id()));
        }
    }

    @Override
    public Pointer read(ByteBuffer source) {
        var length = DataUtils.readVarInt(source);
        return new Pointer(length, length == 0 ? IdType.INSTANCE.read(source) : null);
    }

    @Override
    public Pointer[] createStorage(int size) {
        return new Pointer[size];
    }
}
