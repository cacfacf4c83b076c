package io.crmesh.benchmarks.contest;

import io.crmesh.benchmarks.load.DeliveryRecorder;
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
 * Contest: subjects that all run and are warm, and take turns under full load. The first subject changes from round to
 * round, so that no subject always follows the same other one.
 */
public final class Contest {

    private static final int CONNECTIONS = 32;
    private static final Duration BACKLOG = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofSeconds(15);

    private final BenchmarkRun bench;
    private final List<Subject> subjects;
    private final DeliveryRecorder deliveries;
    private final Cpu cpu;
    private final Map<String, List<Round>> rounds = new HashMap<>();

    public Contest(BenchmarkRun bench, List<Subject> subjects, DeliveryRecorder deliveries, Cpu cpu) {
        this.bench = bench;
        this.subjects = subjects;
        this.deliveries = deliveries;
        this.cpu = cpu;
        subjects.forEach(subject -> rounds.put(subject.name(), new ArrayList<>()));
    }

    public void warm() throws InterruptedException {
        var extent = bench.extent();
        for (var subject : subjects) {
            var round = round(subject, Load.flat(CONNECTIONS, extent.warm(), extent.longestWarming()));
            bench.say("%s is warm: %,d orders, %s/s at last%s"
                    .formatted(
                            subject.name(),
                            round.result().successes(),
                            Scatter.number(round.result().perSecond()),
                            round.isWhole() ? "" : ", " + failure(round)));
        }
    }

    public void run() throws InterruptedException {
        for (int number = 0; number < bench.extent().rounds(); number++) {
            run(number);
        }
    }

    /** Runs one round, for subjects that have test beds of their own. */
    public void run(int number) throws InterruptedException {
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
                            round.isWhole() ? "" : ", " + failure(round)));
        }
    }

    private Round round(Subject subject, Load load) throws InterruptedException {
        var before = deliveries.arrived(subject.topic()).count();
        var reading = cpu.read();
        var result = load.on(subject.server().http(), subject.orders());
        var _ = deliveries.await(subject.topic(), before + result.successes(), BACKLOG);
        var arrived = deliveries.arrived(subject.topic());
        var usage = cpu.since(reading);
        var count = arrived.count() - before;
        return new Round(result, count, count * 1e9 / Math.max(1, arrived.last() - result.begin()), usage);
    }

    private static String failure(Round round) {
        return "%d failed (%s), %d delivered of %d"
                .formatted(
                        round.result().failures(),
                        round.result().failure(),
                        round.delivered(),
                        round.result().successes());
    }

    public List<Round> of(String subject) {
        return rounds.getOrDefault(subject, new ArrayList<>());
    }

    public List<Double> of(String subject, ToDoubleFunction<Round> figure) {
        return of(subject).stream().mapToDouble(figure).boxed().toList();
    }

    /** The one of the two that delivered more. */
    public String better(String one, String other) {
        var first = Scatter.of(of(one, Round::deliveredPerSecond)).median();
        return first >= Scatter.of(of(other, Round::deliveredPerSecond)).median() ? one : other;
    }

    public List<Double> foreign() {
        return rounds.values().stream()
                .flatMap(List::stream)
                .map(round -> round.usage().foreign())
                .toList();
    }

    /** The rounds in which requests failed or events were missing, for the notes. */
    public List<String> failures() {
        return rounds.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .filter(round -> !round.isWhole())
                        .map(round -> entry.getKey() + ": " + failure(round)))
                .toList();
    }
}
