package io.crmesh.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Median and range of several rounds. */
public record Scatter(double median, double least, double most, int rounds) {

    public static Scatter of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("There was no round");
        }
        var sorted = values.stream().sorted().toList();
        var middle = sorted.size() / 2;
        var median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Scatter(median, sorted.getFirst(), sorted.getLast(), sorted.size());
    }

    /**
     * Of the ratios within each round. The speed of the machine varies, so a round is compared only with the neighbouring
     * round of the other subject.
     */
    public static Scatter ofRatios(List<Double> ours, List<Double> theirs) {
        if (ours.size() != theirs.size()) {
            throw new IllegalArgumentException("Rounds come in pairs");
        }
        return of(IntStream.range(0, ours.size())
                .mapToObj(i -> ours.get(i) / theirs.get(i))
                .toList());
    }

    public String range() {
        return number(least) + "–" + number(most);
    }

    @Override
    public String toString() {
        return "%s (%s)".formatted(number(median), range());
    }

    /** Rounded to the precision that the measurement supports. */
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "unknown";
        }
        var decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
