package io.crmesh.benchmarks.rows;

import static io.crmesh.benchmarks.rows.Cast.PLAIN_VIRTUAL;
import static io.crmesh.benchmarks.rows.Cast.PRODUCT;

import io.crmesh.benchmarks.Bench;
import io.crmesh.benchmarks.Row;
import io.crmesh.benchmarks.parts.Jvm;
import io.crmesh.benchmarks.parts.Stage;
import io.crmesh.benchmarks.report.Outcome;
import io.crmesh.benchmarks.report.Scatter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;

/** The same orders on a database that keeps nothing: what of their cost is the file, and what is not. */
public final class MemoryRow implements Row {

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Outcome measure(Bench bench) throws IOException, InterruptedException, ExecutionException {
        try (var stage = Stage.in(bench.root())) {
            var cast = Cast.on(bench, stage, stage.memoryDatabase());
            cast.product(UnaryOperator.identity());
            cast.plain(PLAIN_VIRTUAL, true);
            var contest = new Contest(bench, cast.subjects(), cast.deliveries(), cast.cpu());
            contest.warm();
            contest.run();
            return outcome(contest);
        }
    }

    private Outcome outcome(Contest contest) {
        var delivered = Scatter.ofRatios(
                contest.of(PRODUCT, Round::deliveredPerSecond), contest.of(PLAIN_VIRTUAL, Round::deliveredPerSecond));
        var cpu = Scatter.ofRatios(
                contest.of(PRODUCT, round -> OrdersRow.path(round, PRODUCT)),
                contest.of(PLAIN_VIRTUAL, round -> OrdersRow.path(round, PLAIN_VIRTUAL)));
        var notes = new ArrayList<>(List.of(
                "The embedded database without its file and its journal; no goal is set for it.",
                "Delivered: %s of the plain service with virtual threads; CPU per order: %s of it."
                        .formatted(delivered, cpu)));
        notes.addAll(contest.troubles());
        return new Outcome(
                name(),
                "Orders under full load, on a memory back end",
                "-Xms512m -Xmx512m " + Jvm.PROFILE,
                List.of(),
                List.of(ContestTable.of(contest, List.of(PRODUCT, PLAIN_VIRTUAL), OrdersRow.PARTS)),
                contest.foreign(),
                notes);
    }
}
