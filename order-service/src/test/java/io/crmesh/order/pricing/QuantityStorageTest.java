package io.crmesh.order.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.bson.BsonDocument;
import org.bson.BsonDocumentReader;
import org.bson.BsonDocumentWriter;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.junit.jupiter.api.Test;

/** Quantities are stored and read back unchanged; a whole one as it was stored before there were fractions. */
class QuantityStorageTest {

    private final QuantityCodec codec = new QuantityCodec();

    @Test
    void wholeQuantityIsStoredAsNumber() {
        assertThroughDocument("1000000", new BsonInt32(1_000_000));
    }

    @Test
    void fractionIsStoredAsText() {
        assertThroughDocument("0.375", new BsonString("0.375"));
    }

    private void assertThroughDocument(String quantity, BsonValue stored) {
        var document = new BsonDocument();
        var writer = new BsonDocumentWriter(document);
        writer.writeStartDocument();
        writer.writeName("value");
        codec.encode(
                writer,
                Quantity.of(new BigDecimal(quantity)),
                EncoderContext.builder().build());
        writer.writeEndDocument();
        var reader = new BsonDocumentReader(document);
        reader.readStartDocument();
        reader.readName("value");

        var read = codec.decode(reader, DecoderContext.builder().build());

        assertThat(document.get("value")).isEqualTo(stored);
        assertThat(read.exact()).isEqualTo(new BigDecimal(quantity));
    }
}
