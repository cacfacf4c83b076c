package io.crmesh.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScatterTest {

    @Test
    void medianIsCorrectForOddAndEvenNumbersOfRounds() {
        assertThat(Scatter.of(List.of(9.0, 1.0, 2.0))).hasToString("2.00 (1.00–9.00)");
        assertThat(Scatter.of(List.of(9.0, 1.0, 2.0, 4.0)).median()).isEqualTo(3);
    }

    /** Both subjects are half as fast in the second half of the run, so their ratio stays. */
    @Test
    void ratiosCompareNeighbouringRoundsOnly() {
        var ours = List.of(100.0, 50.0, 48.0);
        var theirs = List.of(200.0, 100.0, 100.0);

        var ratio = Scatter.ofRatios(ours, theirs);

        assertThat(ratio.median()).isEqualTo(0.5);
        assertThat(ratio.least()).isEqualTo(0.48);
        assertThat(ratio.most()).isEqualTo(0.5);
        assertThatThrownBy(() -> Scatter.ofRatios(ours, List.of(1.0))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void numbersAreRoundedToThreeDigits() {
        assertThat(Scatter.number(0.8349)).isEqualTo("0.83");
        assertThat(Scatter.number(12.34)).isEqualTo("12.3");
        assertThat(Scatter.number(6150.4)).isEqualTo("6,150");
        assertThat(Scatter.number(Double.NaN)).isEqualTo("unknown");
    }
}
