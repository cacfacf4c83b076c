package io.crmesh.benchmarks.report;

import org.jspecify.annotations.Nullable;

/**
 * Goal of a figure: a limit that must be reached and an aim.
 *
 * @param must the limit as text
 * @param aim the aim as text
 * @param limit the number of the limit; infinite if there is none
 * @param beyond the number of the aim; null if this one figure cannot decide it
 */
public record Goal(
        Direction direction,
        String must,
        String aim,
        double limit,
        @Nullable Double beyond) {

    /** Direction in which the figure is better. */
    public enum Direction {
        AT_LEAST,
        AT_MOST
    }

    public static Goal atLeast(double must, double aim, String unit) {
        return new Goal(Direction.AT_LEAST, "≥ " + words(must, unit), "≥ " + words(aim, unit), must, aim);
    }

    public static Goal atMost(double must, double aim, String unit) {
        return new Goal(Direction.AT_MOST, "≤ " + words(must, unit), "≤ " + words(aim, unit), must, aim);
    }

    private static String words(double value, String unit) {
        var number = value == Math.rint(value) && value >= 10 ? "%,.0f".formatted(value) : Double.toString(value);
        return unit.isEmpty() ? number : number + " " + unit;
    }

    public String verdict(double measured) {
        if (Double.isNaN(measured)) {
            return "not measured";
        }
        if (!reached(limit, measured)) {
            return "**no**";
        }
        if (beyond != null && reached(beyond, measured)) {
            return "aim";
        }
        return Double.isInfinite(limit) ? "not the aim" : "must";
    }

    private boolean reached(double threshold, double measured) {
        return switch (direction) {
            case AT_LEAST -> measured >= threshold;
            case AT_MOST -> measured <= threshold;
        };
    }
}
