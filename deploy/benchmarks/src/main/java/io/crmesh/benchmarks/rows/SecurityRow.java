package io.crmesh.benchmarks.rows;

import static io.crmesh.benchmarks.rows.Cast.PRODUCT;

import io.crmesh.benchmarks.Bench;
import io.crmesh.benchmarks.Row;
import io.crmesh.benchmarks.parts.Earlier;
import io.crmesh.benchmarks.parts.Jvm;
import io.crmesh.benchmarks.parts.Service;
import io.crmesh.benchmarks.parts.Stage;
import io.crmesh.benchmarks.report.Figure;
import io.crmesh.benchmarks.report.Goal;
import io.crmesh.benchmarks.report.Outcome;
import io.crmesh.benchmarks.report.Scatter;
import io.crmesh.benchmarks.report.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What it costs that nobody is believed, everything is asked for and people's data are sealed: orders that the product
 * takes, beside itself at the last revision that did none of it. Each has a broker and a database of its own, for both
 * are the same service, with the same topic, group and collections.
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
            var now = contest(bench, stage, Service.ofProduct(PRODUCT));
            var then = contest(bench, stage.beside("earlier"), earlier);
            now.warm();
            then.warm();
            for (int number = 0; number < bench.extent().rounds(); number++) {
                var first = number % 2 == 0 ? now : then;
                first.run(number);
                (first == now ? then : now).run(number);
            }
            return outcome(now, then, earlier.name());
        }
    }

    private static Contest contest(Bench bench, Stage stage, Service service)
            throws IOException, InterruptedException, ExecutionException {
        var cast = Cast.on(bench, stage);
        cast.product(service, UnaryOperator.identity());
        return new Contest(bench, cast.subjects(), cast.deliveries(), cast.cpu());
    }

    private Outcome outcome(Contest now, Contest then, String before) {
        var cpu = Scatter.ofRatios(
                now.of(PRODUCT, round -> OrdersRow.path(round, PRODUCT)),
                then.of(before, round -> OrdersRow.path(round, before)));
        var delivered = Scatter.ofRatios(
                now.of(PRODUCT, Round::deliveredPerSecond), then.of(before, Round::deliveredPerSecond));
        var notes = new ArrayList<>(List.of(
                "The same orders and tokens for both; at %s nobody looks at the tokens. An order holds nothing personal, so nothing of it is sealed."
                        .formatted(BEFORE),
                "Each has a broker and a database of its own; those of the other idle meanwhile, and are among the others' CPU.",
                "Delivered: %s of what it was.".formatted(delivered)));
        notes.addAll(now.troubles());
        notes.addAll(then.troubles());
        return new Outcome(
                name(),
                "Orders with and without verification, permissions, audit trail and sealing",
                "-Xms512m -Xmx512m " + Jvm.PROFILE,
                List.of(Figure.of(
                        "CPU per order: service, broker, database", "itself without security, " + BEFORE, CPU, cpu)),
                List.of(together(
                        ContestTable.of(now, List.of(PRODUCT), OrdersRow.PARTS),
                        ContestTable.of(then, List.of(before), OrdersRow.PARTS))),
                Stream.concat(now.foreign().stream(), then.foreign().stream()).toList(),
                notes);
    }

    private static Table together(Table first, Table second) {
        return new Table(
                first.columns(),
                Stream.concat(first.lines().stream(), second.lines().stream()).toList());
    }
}
