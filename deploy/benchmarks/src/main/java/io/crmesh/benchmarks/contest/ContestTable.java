package io.crmesh.benchmarks.contest;

import io.crmesh.benchmarks.report.Scatter;
import io.crmesh.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Report table of a contest: one line for each subject. */
public final class ContestTable {

    private ContestTable() {}

    /** With the CPU of the subject itself, of the given parts and of the load generator. */
    public static Table of(Contest contest, List<String> subjects, List<String> parts) {
        var columns = new ArrayList<>(
                List.of("Subject", "accepted/s", "delivered/s", "answer p50 ms", "answer p99 ms", "CPU µs/order: it"));
        columns.addAll(parts);
        columns.add("load generator");
        return new Table(
                columns,
                subjects.stream().map(each -> line(contest, each, parts)).toList());
    }

    private static List<String> line(Contest contest, String subject, List<String> parts) {
        var cells = new ArrayList<String>();
        cells.add(subject);
        cells.add(cell(contest, subject, round -> round.result().perSecond()));
        cells.add(cell(contest, subject, Round::deliveredPerSecond));
        cells.add(cell(contest, subject, round -> round.result().waits().p50()));
        cells.add(cell(contest, subject, round -> round.result().waits().p99()));
        cells.add(cell(contest, subject, round -> round.micros(subject)));
        for (var part : parts) {
            cells.add(cell(contest, subject, round -> round.micros(part)));
        }
        cells.add(cell(
                contest,
                subject,
                round -> round.usage().generatorMicrosPer(round.result().successes())));
        return cells;
    }

    private static String cell(Contest contest, String subject, ToDoubleFunction<Round> figure) {
        return Scatter.of(contest.of(subject, figure)).toString();
    }
}
