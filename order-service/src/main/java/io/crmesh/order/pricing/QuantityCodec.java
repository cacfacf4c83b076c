package io.crmesh.order.pricing;

import java.math.BigDecimal;
import org.bson.BsonReader;
import org.bson.BsonType;
import org.bson.BsonWriter;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.springframework.stereotype.Component;

/** Codec that stores a whole quantity as a number, as all were stored once, and another one as its text. */
@Component
class QuantityCodec implements Codec<Quantity> {

    @Override
    public Class<Quantity> getEncoderClass() {
        return Quantity.class;
    }

    @Override
    public void encode(BsonWriter writer, Quantity value, EncoderContext context) {
        var fraction = value.fraction();
        if (fraction == null) {
            writer.writeInt32(value.whole());
        } else {
            writer.writeString(fraction);
        }
    }

    @Override
    public Quantity decode(BsonReader reader, DecoderContext context) {
        return Quantity.of(
                reader.getCurrentBsonType() == BsonType.STRING
                        ? new BigDecimal(reader.readString())
                        : BigDecimal.valueOf(reader.readInt32()));
    }
}
