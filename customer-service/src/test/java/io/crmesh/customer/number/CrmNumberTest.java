package io.crmesh.customer.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.platform.Refusal.Impossible;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrmNumberTest {

    private final Random random = new Random(381);

    @Test
    void numberIsParsedWithAndWithoutDashes() {
        var number = CrmNumber.of(381_204_776);

        assertThat(number.written()).isEqualTo("381-204-7766");
        assertThat(CrmNumber.parse("n", "381-204-7766")).isEqualTo(number);
        assertThat(CrmNumber.parse("n", "3812047766")).isEqualTo(number);
    }

    @RepeatedTest(50)
    void numberWithAWrongDigitIsRefused() {
        var digits = CrmNumber.of(random.nextInt(1_000_000_000)).value();

        for (int place = 0; place < digits.length(); place++) {
            for (char wrong = '0'; wrong <= '9'; wrong++) {
                if (wrong != digits.charAt(place)) {
                    refused(digits.substring(0, place) + wrong + digits.substring(place + 1));
                }
            }
        }
    }

    @RepeatedTest(50)
    void numberWithSwappedNeighboursIsRefused() {
        var digits = CrmNumber.of(random.nextInt(1_000_000_000)).value();

        for (int place = 1; place < digits.length(); place++) {
            var one = digits.charAt(place - 1);
            var other = digits.charAt(place);
            if (one != other) {
                refused(digits.substring(0, place - 1) + other + one + digits.substring(place + 1));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "381", "381-2047766", "38120477660", "381-204-776x", "٣٨١٢٠٤٧٧٦٦"})
    void malformedNumberIsRefused(String typed) {
        refused(typed);
    }

    private static void refused(String typed) {
        assertThatThrownBy(() -> CrmNumber.parse("crmNumber", typed))
                .as("a number with a mistake in it")
                .isInstanceOf(Impossible.class);
    }
}
