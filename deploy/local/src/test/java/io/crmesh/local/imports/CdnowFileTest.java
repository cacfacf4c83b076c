package io.crmesh.local.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CdnowFileTest {

    @TempDir
    Path folder;

    @Test
    void eachDataRowIsPurchaseAlsoFreeAndIdenticalOnes() throws Exception {
        var purchases = CdnowFile.read(file("""
             customer_id  date number_of_cds  dollar_value
             00001 19970101  1   11.77
             00002 19970112  5   77.00
             00002 19970112  5   77.00
             00003 19970102  1    0.00
            """));

        assertThat(purchases)
                .containsExactly(
                        new Purchase(2, "00001", LocalDate.of(1997, 1, 1), 1, new BigDecimal("11.77")),
                        new Purchase(3, "00002", LocalDate.of(1997, 1, 12), 5, new BigDecimal("77.00")),
                        new Purchase(4, "00002", LocalDate.of(1997, 1, 12), 5, new BigDecimal("77.00")),
                        new Purchase(5, "00003", LocalDate.of(1997, 1, 2), 1, new BigDecimal("0.00")));
    }

    @ParameterizedTest
    @CsvSource({"1,11.77", "3,100.00", "7,0.01", "99,1286.01", "98,0.98", "2,20.77"})
    void totalFollowsFromUnitPrice(int quantity, BigDecimal dollars) {
        var purchase = new Purchase(1, "00001", LocalDate.of(1997, 1, 1), quantity, dollars);

        var total = purchase.unitPrice().multiply(BigDecimal.valueOf(quantity)).setScale(2, RoundingMode.HALF_UP);

        assertThat(total).isEqualTo(dollars);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00001 19970101 1", "00001 19971301 1 11.77", "00001 19970101 0 1.00", "a,b,c,d"})
    void invalidLineIsReported(String line) throws Exception {
        var file = file("00001 19970101  1   11.77\n" + line);

        assertThatThrownBy(() -> CdnowFile.read(file))
                .isInstanceOf(CdnowFile.InvalidLine.class)
                .hasMessageStartingWith("Line 2");
    }

    private Path file(String content) throws Exception {
        return Files.writeString(folder.resolve("purchases.txt"), content);
    }
}
