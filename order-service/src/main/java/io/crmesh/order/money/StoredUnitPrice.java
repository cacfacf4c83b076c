package io.crmesh.order.money;

import java.math.BigDecimal;
import org.bson.BsonReader;
import org.bson.BsonWriter;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.springframework.stereotype.Component;

/** A unit price in a document is what people read, {@code 6.15}. */
@Component
final class StoredUnitPrice implements Codec<UnitPrice> {

    @Override
    public Class<UnitPrice> getEncoderClass() {
        return UnitPrice.class;
    }

    @Override
    public void encode(BsonWriter writer, UnitPrice price, EncoderContext context) {
        writer.writeString(price.text());
    }

    @Override
    public UnitPrice decode(BsonReader reader, DecoderContext context) {
        return UnitPrice.of(new BigDecimal(reader.readString())).orElseThrow();
    }
}
