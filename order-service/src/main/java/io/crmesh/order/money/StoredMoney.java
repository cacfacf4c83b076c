package io.crmesh.order.money;

import org.bson.BsonReader;
import org.bson.BsonWriter;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.springframework.stereotype.Component;

/** Money in a document is what people read, {@code 12.30 USD}: an order holds some twenty, each with its currency. */
@Component
final class StoredMoney implements Codec<Money> {

    @Override
    public Class<Money> getEncoderClass() {
        return Money.class;
    }

    @Override
    public void encode(BsonWriter writer, Money money, EncoderContext context) {
        writer.writeString(money.toString());
    }

    @Override
    public Money decode(BsonReader reader, DecoderContext context) {
        return Money.parse(reader.readString());
    }
}
