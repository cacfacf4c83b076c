package io.crmesh.local.database;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Collection;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.jspecify.annotations.Nullable;

/** Stores documents as BSON: a fifth of the time and half the space of Java's own serialization. */
final class DocumentType extends BasicDataType<Document> {

    static final DocumentType INSTANCE = new DocumentType();

    private DocumentType() {}

    @Override
    public int getMemory(Document document) {
        var memory = 150;
        for (var field : document.entrySet()) {
            memory += 80 + memoryOf(field.getValue());
        }
        return memory;
    }

    private int memoryOf(@Nullable Object value) {
        return switch (value) {
            case Document document -> getMemory(document);
            case Collection<?> values ->
                50 + values.stream().mapToInt(this::memoryOf).sum();
            case String text -> 50 + text.length();
            case null, default -> 24;
        };
    }

    @Override
    public void write(WriteBuffer target, Document document) {
        var bytes = Unpooled.buffer();
        BsonEncoder.encodeDocument(document, bytes);
        target.put(bytes.array(), 0, bytes.writerIndex());
    }

    @Override
    public Document read(ByteBuffer source) {
        var bytes = Unpooled.wrappedBuffer(source);
        var document = BsonDecoder.decodeBson(bytes);
        source.position(source.position() + bytes.readerIndex());
        return document;
    }

    @Override
    public Document[] createStorage(int size) {
        return new Document[size];
    }
}
