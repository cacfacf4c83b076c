package io.crmesh.benchmarks.report;

import org.jspecify.annotations.Nullable;

/**
 * What must be reached and what we aim at.
 *
 * @param must as words
 * @param aim as words
 * @param limit the number behind must; infinite if nothing must be reached
 * @param beyond the number behind aim; null if it cannot be judged by this one figure
 */
public record Goal(
        Direction direction,
        String must,
        String aim,
        double limit,
        @Nullable Double beyond) {

    /** Which way is better. */
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
