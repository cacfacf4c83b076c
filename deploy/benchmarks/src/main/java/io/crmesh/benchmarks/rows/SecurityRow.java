package io.crmesh.benchmarks.rows;

import static io.crmesh.benchmarks.rows.Cast.PRODUCT;

import io.crmesh.benchmarks.Bench;
import io.crmesh.benchmarks.Row;
import io.crmesh.benchmarks.parts.Earlier;
import io.crmesh.benchmarks.parts.Jvm;
import io.crmesh.benchmarks.parts.Stage;
import io.crmesh.benchmarks.report.Figure;
import io.crmesh.benchmarks.report.Goal;
import io.crmesh.benchmarks.report.Outcome;
import io.crmesh.benchmarks.report.Scatter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;

/**
 * What it costs that nobody is believed, everything is asked for and people's data are sealed: orders that the product
 * takes, beside itself at the last revision that did none of it.
 */
public final class SecurityRow implements Row {

    private static final String BEFORE = "db0e7e4";
    private static final Goal CPU = new Goal(Goal.Direction.AT_MOST, "≤ 1.15 ×", "–", 1.15, null);

    @Override
    public String name() {
        return "security";
    }

    @Override
    public Outcome measure(Bench bench) throws IOException, InterruptedException, ExecutionException {
        var earlier = Earlier.at(BEFORE, PRODUCT, bench.root()).service(PRODUCT);
        try (var stage = Stage.in(bench.root())) {
            var cast = Cast.on(bench, stage);
            cast.product(UnaryOperator.identity());
            cast.earlier(earlier);
            var contest = new Contest(bench, cast.subjects(), cast.deliveries(), cast.cpu());
            contest.warm();
            contest.run();
            return outcome(contest, earlier.name());
        }
    }

    private Outcome outcome(Contest contest, String before) {
        var cpu = Scatter.ofRatios(
                contest.of(PRODUCT, round -> OrdersRow.path(round, PRODUCT)),
                contest.of(before, round -> OrdersRow.path(round, before)));
        var delivered = Scatter.ofRatios(
                contest.of(PRODUCT, Round::deliveredPerSecond), contest.of(before, Round::deliveredPerSecond));
        var notes = new ArrayList<>(List.of(
                "The same orders and tokens for both; at %s nobody looks at the tokens. An order holds nothing personal, so nothing of it is sealed."
                        .formatted(BEFORE),
                "Delivered: %s of what it was.".formatted(delivered)));
        notes.addAll(contest.troubles());
        return new Outcome(
                name(),
                "Orders with and without verification, permissions, audit trail and sealing",
                "-Xms512m -Xmx512m " + Jvm.PROFILE,
                List.of(Figure.of(
                        "CPU per order: service, broker, database", "itself without security, " + BEFORE, CPU, cpu)),
                List.of(ContestTable.of(contest, List.of(PRODUCT, before), OrdersRow.PARTS)),
                contest.foreign(),
                notes);
    }
}
