package io.crmesh.order.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.order.product.Kind;
import io.crmesh.order.product.Unit;
import io.crmesh.platform.Refusal;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.web.FieldError;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricingTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
        USD, 1, 0.0049, , ,        0.00
        USD, 1, 0.0050, , ,        0.01
        USD, 3, 0.3333, , ,        1.00
        USD, 3, 0.335, , ,         1.01
        USD, 1, 2.675, , ,         2.68
        USD, 2, 6.15, 1.00, 1.00,  12.30
        USD, 1, 0, , ,             0.00
        JPY, 3, 33.5, , ,          101
        KWD, 1, 0.0005, , ,        0.001
        """)
    void lineAmountIsRoundedHalfUp(
            String currency,
            int quantity,
            String price,
            @Nullable String discount,
            @Nullable String tax,
            String amount) {
        var priced = price(currency, line(quantity, price, discount, tax));

        assertThat(priced.totals().amount().amount()).isEqualTo(amount);
        assertThat(priced.lines().getFirst().amount().amount()).isEqualTo(amount);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        USD, 1, 1.00, 1.001, ,                lines[0].discount
        USD, 1, 1.00, 1.01, ,                 lines[0].discount
        JPY, 1, 1, , 0.5,                     lines[0].tax
        USD, 1000000, 99999999999.9999, , ,   lines[0].quantity
        USD, 1, 999999999999999, , ,          lines[0].unitPrice
        XXX, 1, 1, , ,                        currency
        usd, 1, 1, , ,                        currency
        DEM, 1, 1, , ,                        currency
        HRK, 1, 1, , ,                        currency
        """)
    void invalidLineIsRefusedByField(
            String currency,
            int quantity,
            String price,
            @Nullable String discount,
            @Nullable String tax,
            String field) {
        assertRefused(() -> price(currency, line(quantity, price, discount, tax)), field);
    }

    @Test
    void totalAboveLimitIsRefused() {
        var lines = Collections.nCopies(2, line(1000, "9999999999.99", null, null));

        assertThatThrownBy(() -> Pricing.price("USD", lines, Map.of())).hasMessageContaining("too much");
    }

    @Test
    void linesTooLongForOneEventAreRefused() {
        var longLine = new OrderedLine(
                "s".repeat(100), "名".repeat(200), Kind.GOODS, null, null, BigDecimal.ONE, BigDecimal.ONE, null, null);

        assertThat(Pricing.price("USD", Collections.nCopies(50, longLine), Map.of())
                        .lines())
                .hasSize(50);
        assertThatThrownBy(() -> Pricing.price("USD", Collections.nCopies(200, longLine), Map.of()))
                .hasMessageContaining("too long");
    }

    @Test
    void unknownProductWithoutDescriptionIsRefused() {
        var bare = new OrderedLine("NEW", null, null, null, null, BigDecimal.ONE, BigDecimal.ONE, null, null);

        assertThatThrownBy(() -> price("USD", bare))
                .isInstanceOfSatisfying(
                        Impossible.class,
                        refusal -> assertThat(refusal.errors())
                                .extracting(FieldError::field)
                                .containsExactly("lines[0].name", "lines[0].kind"));
    }

    @ParameterizedTest
    @CsvSource({"JPY, 1000, 1000", "JPY, 33.5, 33.5", "KWD, 1.25, 1.250", "USD, 6.1500, 6.15", "USD, 1000, 1000.00"})
    void unitPriceHasDecimalsOfCurrency(String currency, String price, String shown) {
        var line = price(currency, line(1, price, null, null)).lines().getFirst();

        assertThat(line.shownPrice()).isEqualTo(shown);
    }

    @Test
    void kilogramsHaveUpToThreeDecimals() {
        var priced = price("USD", weighed("0.375"));

        assertThat(priced.totals().amount().amount()).isEqualTo("3.00");
        assertThat(priced.lines().getFirst().quantity().exact()).isEqualByComparingTo("0.375");
        assertRefused(() -> price("USD", weighed("0.3751")), "lines[0].quantity");
    }

    @Test
    void piecesAreWhole() {
        var line = line(1, "8.00", null, null);
        var half = new OrderedLine(
                line.sku(), line.name(), line.kind(), null, null, new BigDecimal("0.5"), line.unitPrice(), null, null);

        assertRefused(() -> price("USD", half), "lines[0].quantity");
    }

    private static OrderedLine weighed(String kilograms) {
        return new OrderedLine(
                "TEA",
                "Tea",
                Kind.GOODS,
                null,
                Unit.KILOGRAM,
                new BigDecimal(kilograms),
                new BigDecimal("8.00"),
                null,
                null);
    }

    private static void assertRefused(ThrowingCallable pricing, String field) {
        assertThatThrownBy(pricing)
                .isInstanceOfSatisfying(
                        Impossible.class,
                        refusal -> assertThat(Refusal.fieldsOf(refusal))
                                .extracting(FieldError::field)
                                .containsExactly(field));
    }

    private static Pricing.Priced price(String currency, OrderedLine line) {
        return Pricing.price(currency, List.of(line), Map.of());
    }

    private static OrderedLine line(int quantity, String price, @Nullable String discount, @Nullable String tax) {
        return new OrderedLine(
                "TEA",
                "Tea",
                Kind.GOODS,
                null,
                null,
                BigDecimal.valueOf(quantity),
                new BigDecimal(price),
                decimal(discount),
                decimal(tax));
    }

    private static @Nullable BigDecimal decimal(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }
}
