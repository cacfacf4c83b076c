package io.crmesh.order.money;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.BsonDocument;
import org.bson.BsonDocumentReader;
import org.bson.BsonDocumentWriter;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Amounts are stored as texts and read back unchanged. */
class MoneyStorageTest {

    private final MoneyConfiguration configuration = new MoneyConfiguration();

    @ParameterizedTest
    @CsvSource({
        "0, USD, 0.00 USD",
        "1230, EUR, 12.30 EUR",
        "-5, USD, -0.05 USD",
        "1230, JPY, 1230 JPY",
        "1234, KWD, 1.234 KWD",
        "1230, DEM, 12.30 DEM",
        "999999999999999, USD, 9999999999999.99 USD"
    })
    void moneyIsReadBackAsStored(long minor, String currency, String stored) {
        assertThat(throughDocument(configuration.storedMoney(), new Money(minor, currency), stored))
                .isEqualTo(new Money(minor, currency));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.00", "61500, 6.15", "1, 0.0001", "999999999999999, 99999999999.9999"})
    void unitPriceIsReadBackAsStored(long tenThousandths, String stored) {
        assertThat(throughDocument(configuration.storedUnitPrice(), new UnitPrice(tenThousandths), stored))
                .isEqualTo(new UnitPrice(tenThousandths));
    }

    private static <T> T throughDocument(Codec<T> codec, T value, String stored) {
        var document = new BsonDocument();
        var writer = new BsonDocumentWriter(document);
        writer.writeStartDocument();
        writer.writeName("value");
        codec.encode(writer, value, EncoderContext.builder().build());
        writer.writeEndDocument();
        assertThat(document.getString("value").getValue()).isEqualTo(stored);
        var reader = new BsonDocumentReader(document);
        reader.readStartDocument();
        reader.readName("value");
        return codec.decode(reader, DecoderContext.builder().build());
    }
}
