package io.crmesh.platform.codec;

import java.util.function.Function;
import org.bson.BsonReader;
import org.bson.BsonWriter;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;

/**
 * Codec that stores a value as its text, where that is shorter than a document of its fields. A service registers its
 * codecs as beans.
 *
 * @param read makes the same value from the text
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
