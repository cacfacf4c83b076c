package io.crmesh.benchmarks.report;

/** Figure of the report: one line of the table of goals. */
public record Figure(
        String name, String yardstick, String must, String aim, String measured, String scatter, String met) {

    public static Figure of(String name, String yardstick, Goal goal, Scatter scatter) {
        return new Figure(
                name,
                yardstick,
                goal.must(),
                goal.aim(),
                Scatter.number(scatter.median()),
                "%s, %d rounds".formatted(scatter.range(), scatter.rounds()),
                goal.verdict(scatter.median()));
    }

    /** A counted figure, which has no spread. */
    public static Figure counted(String name, Goal goal, double measured) {
        return new Figure(
                name, "–", goal.must(), goal.aim(), Scatter.number(measured), "counted", goal.verdict(measured));
    }

    public static Figure missing(String name, String yardstick, Goal goal, String why) {
        return new Figure(name, yardstick, goal.must(), goal.aim(), "not measured: " + why, "–", "–");
    }
}
