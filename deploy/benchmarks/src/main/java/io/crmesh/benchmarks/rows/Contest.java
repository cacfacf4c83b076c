package io.crmesh.benchmarks.rows;

import io.crmesh.benchmarks.Bench;
import io.crmesh.benchmarks.load.Deliveries;
import io.crmesh.benchmarks.load.Load;
import io.crmesh.benchmarks.parts.Cpu;
import io.crmesh.benchmarks.report.Scatter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Subjects that are all there and warm, and take turns under full load. Who begins changes from round to round, so that
 * nobody always comes after the same one.
 */
final class Contest {

    private static final int CONNECTIONS = 32;
    private static final Duration BACKLOG = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofSeconds(15);

    private final Bench bench;
    private final List<Subject> subjects;
    private final Deliveries deliveries;
    private final Cpu cpu;
    private final Map<String, List<Round>> rounds = new HashMap<>();

    Contest(Bench bench, List<Subject> subjects, Deliveries deliveries, Cpu cpu) {
        this.bench = bench;
        this.subjects = subjects;
        this.deliveries = deliveries;
        this.cpu = cpu;
        subjects.forEach(subject -> rounds.put(subject.name(), new ArrayList<>()));
    }

    void warm() throws InterruptedException {
        var extent = bench.extent();
        for (var subject : subjects) {
            var round = round(subject, Load.flat(CONNECTIONS, extent.warm(), extent.longestWarming()));
            bench.say("%s is warm: %,d orders, %s/s at last%s"
                    .formatted(
                            subject.name(),
                            round.tally().successes(),
                            Scatter.number(round.tally().perSecond()),
                            round.isWhole() ? "" : ", " + trouble(round)));
        }
    }

    void run() throws InterruptedException {
        for (int number = 0; number < bench.extent().rounds(); number++) {
            run(number);
        }
    }

    /** One round alone, for those whose subjects are on stages of their own. */
    void run(int number) throws InterruptedException {
        for (int turn = 0; turn < subjects.size(); turn++) {
            var subject = subjects.get((number + turn) % subjects.size());
            cpu.awaitQuiet(QUIET);
            var round = round(subject, Load.flat(CONNECTIONS, bench.extent().flat()));
            of(subject.name()).add(round);
            bench.say("round %d, %s: %s/s delivered%s"
                    .formatted(
                            number + 1,
                            subject.name(),
                            Scatter.number(round.deliveredPerSecond()),
                            round.isWhole() ? "" : ", " + trouble(round)));
        }
    }

    private Round round(Subject subject, Load load) throws InterruptedException {
        var before = deliveries.arrived(subject.topic()).count();
        var reading = cpu.read();
        var tally = load.on(subject.server().http(), subject.orders());
        var _ = deliveries.await(subject.topic(), before + tally.successes(), BACKLOG);
        var arrived = deliveries.arrived(subject.topic());
        var usage = cpu.since(reading);
        var count = arrived.count() - before;
        return new Round(tally, count, count * 1e9 / Math.max(1, arrived.last() - tally.begin()), usage);
    }

    private static String trouble(Round round) {
        return "%d failed (%s), %d delivered of %d"
                .formatted(
                        round.tally().failures(),
                        round.tally().trouble(),
                        round.delivered(),
                        round.tally().successes());
    }

    List<Round> of(String subject) {
        return rounds.getOrDefault(subject, new ArrayList<>());
    }

    List<Double> of(String subject, ToDoubleFunction<Round> figure) {
        return of(subject).stream().mapToDouble(figure).boxed().toList();
    }

    /** Whichever of the two delivered more. */
    String better(String one, String other) {
        var first = Scatter.of(of(one, Round::deliveredPerSecond)).median();
        return first >= Scatter.of(of(other, Round::deliveredPerSecond)).median() ? one : other;
    }

    List<Double> foreign() {
        return rounds.values().stream()
                .flatMap(List::stream)
                .map(round -> round.usage().foreign())
                .toList();
    }

    /** What went wrong, for those who read the figures. */
    List<String> troubles() {
        return rounds.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .filter(round -> !round.isWhole())
                        .map(round -> entry.getKey() + ": " + trouble(round)))
                .toList();
    }
}
