package io.crmesh.local.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class CdnowImportTest {

    @Test
    void customersAreKnownSinceTheirFirstPurchase() {
        var purchases = List.of(
                purchase(2, "00002", "1997-03-01"),
                purchase(3, "00001", "1997-01-18"),
                purchase(4, "00002", "1997-01-12"));

        var file = CdnowImport.csv(List.of("00001", "00002"), CdnowImport.firstPurchases(purchases));

        assertThat(file.lines())
                .containsExactly(
                        "externalId,kind,name.nickname,email,consent.MARKETING.EMAIL,registeredAt",
                        "00001,PERSON,CDNOW 00001,customer-00001@cdnow.example,GRANTED,1997-01-18T00:00:00Z",
                        "00002,PERSON,CDNOW 00002,customer-00002@cdnow.example,GRANTED,1997-01-12T00:00:00Z");
    }

    private static Purchase purchase(int line, String customer, String day) {
        return new Purchase(line, customer, LocalDate.parse(day), 1, BigDecimal.TEN);
    }
}
