package io.crmesh.platform.store;

import java.util.function.Function;
import org.bson.BsonReader;
import org.bson.BsonWriter;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;

/**
 * Stores a value as the text that people read for it, where that is shorter than a document of its fields. A service
 * makes its codecs known as beans.
 *
 * @param read makes the same value of the text again
 */
public record TextCodec<T>(Class<T> getEncoderClass, Function<T, String> write, Function<String, T> read)
        implements Codec<T> {

    @Override
    public void encode(BsonWriter writer, T value, EncoderContext context) {
        writer.writeString(write.apply(value));
    }

    @Override
    public T decode(BsonReader reader, DecoderContext context) {
        return read.apply(reader.readString());
    }
}
