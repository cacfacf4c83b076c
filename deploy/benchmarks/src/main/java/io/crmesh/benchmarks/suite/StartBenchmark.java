package io.crmesh.benchmarks.suite;

import io.crmesh.benchmarks.contest.BenchmarkRun;
import io.crmesh.benchmarks.contest.Installation;
import io.crmesh.benchmarks.contest.ThankYouAutomation;
import io.crmesh.benchmarks.load.ApiClient;
import io.crmesh.benchmarks.load.Orders;
import io.crmesh.benchmarks.parts.Cpu;
import io.crmesh.benchmarks.parts.TestBed;
import io.crmesh.benchmarks.report.Figure;
import io.crmesh.benchmarks.report.Goal;
import io.crmesh.benchmarks.report.Outcome;
import io.crmesh.benchmarks.report.Scatter;
import io.crmesh.benchmarks.report.Table;
import io.crmesh.benchmarks.yardstick.FatJars;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** Benchmark of {@code ./crm up} in both forms: the time until all parts are ready, their memory and the first mail. */
public final class StartBenchmark implements Benchmark {

    private static final Goal FIRST_START = new Goal(Goal.Direction.AT_MOST, "≤ 20 s", "–", 20, null);
    private static final Goal LATER_START = new Goal(Goal.Direction.AT_MOST, "≤ 15 s", "–", 15, null);
    private static final Goal RATIO = new Goal(Goal.Direction.AT_MOST, "≤ 0.4 ×", "–", 0.4, null);
    private static final Goal MEMORY = new Goal(Goal.Direction.AT_MOST, "≤ 1.2 GB", "–", 1.2, null);
    private static final Goal FIRST_MAIL = new Goal(Goal.Direction.AT_MOST, "≤ 2 s", "–", 2, null);
    private static final int ROUNDS = 5;
    private static final int ROUNDS_OF_THE_SLOW = 3;
    private static final Duration QUIET = Duration.ofSeconds(20);

    /** Seconds until all is ready, seconds until the mail, and gigabytes after the tour, a line each round. */
    private record Subject(List<String> options, List<Double> starts, List<Double> mails, List<Double> gigabytes) {

        Subject(String... options) {
            this(List.of(options), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        void measure(BenchmarkRun bench) throws IOException, InterruptedException {
            new Cpu(List.of()).awaitQuiet(QUIET);
            try (var testBed = TestBed.in(bench.root());
                    var installed = Installation.start(testBed, options)) {
                starts.add(seconds(installed.start()));
                mails.add(secondsToMail(bench.root(), installed));
                gigabytes.add(installed.megabytes() / 1024);
            }
        }

        List<String> row(String name) {
            return List.of(
                    name,
                    Scatter.of(starts).toString(),
                    Scatter.of(gigabytes).toString(),
                    Scatter.of(mails).toString());
        }
    }

    private final Subject first = new Subject();
    private final Subject later = new Subject();
    private final Subject separate = new Subject("--separate");
    private final List<Double> plain = new ArrayList<>();

    @Override
    public String name() {
        return "start";
    }

    @Override
    public Outcome measure(BenchmarkRun bench) throws IOException, InterruptedException {
        int rounds = bench.extent().rounds() == 1 ? 1 : ROUNDS;
        for (int round = 0; round < rounds; round++) {
            Installation.forgetEarlierStarts(bench.root());
            first.measure(bench);
            later.measure(bench);
            bench.say("round %d: first %s s, later %s s, %s GB"
                    .formatted(
                            round + 1,
                            Scatter.number(first.starts.getLast()),
                            Scatter.number(later.starts.getLast()),
                            Scatter.number(later.gigabytes.getLast())));
            if (round < ROUNDS_OF_THE_SLOW) {
                separate.measure(bench);
                plain.add(secondsOfPlainJars(bench));
                bench.say("  separate %s s, plain fat jars %s s"
                        .formatted(Scatter.number(separate.starts.getLast()), Scatter.number(plain.getLast())));
            }
        }
        return outcome();
    }

    private static double secondsOfPlainJars(BenchmarkRun bench) throws IOException, InterruptedException {
        new Cpu(List.of()).awaitQuiet(QUIET);
        try (var testBed = TestBed.in(bench.root())) {
            return seconds(FatJars.start(testBed, Installation.services(bench.root())));
        }
    }

    /** A customer buys three times and is thanked by mail; the seconds from the third order to the first mail. */
    private static double secondsToMail(Path root, Installation installed) throws IOException, InterruptedException {
        var api = installed.api();
        var thanks = new ThankYouAutomation(
                api, api, ApiClient.of(installed.address("mail"), ""), new ConcurrentHashMap<>());
        thanks.enableForThird(root);
        var customer = thanks.register(1).getFirst();
        for (int order = 0; order < 3; order++) {
            var _ = api.post("/api/orders", Orders.template().replace("CUSTOMER", customer));
        }
        var begin = System.nanoTime();
        while (thanks.mailed() < 1) {
            if (System.nanoTime() - begin > QUIET.toNanos()) {
                throw new IllegalStateException("No mail came");
            }
            Thread.sleep(20);
        }
        return seconds(Duration.ofNanos(System.nanoTime() - begin));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private Outcome outcome() {
        var figures = List.of(
                Figure.of(
                        "./crm up, first start after a build, until all is ready, s",
                        "–",
                        FIRST_START,
                        Scatter.of(first.starts)),
                Figure.of("./crm up, later starts, s", "–", LATER_START, Scatter.of(later.starts)),
                Figure.of(
                        "the same",
                        "plain fat jars, full JIT",
                        RATIO,
                        Scatter.ofRatios(later.starts.subList(0, plain.size()), plain)),
                Figure.of("memory of all processes (PSS) after the tour, GB", "–", MEMORY, Scatter.of(later.gigabytes)),
                Figure.of(
                        "third order → its mail, right after the start, s", "–", FIRST_MAIL, Scatter.of(later.mails)));
        var table = new Table(
                List.of("Subject", "all ready, s", "PSS after the tour, GB", "third order → mail, s"),
                List.of(
                        first.row("./crm up, first start"),
                        later.row("./crm up, later start"),
                        separate.row("./crm up --separate"),
                        List.of("plain fat jars", Scatter.of(plain).toString(), "–", "–")));
        return new Outcome(
                name(),
                "Starting, and memory",
                "the product as ./crm up starts it: Serial, compact headers, the first compiler only; separate: all of"
                        + " the just-in-time compiler; plain: -Xmx256m and nothing else",
                figures,
                List.of(table),
                List.of(),
                List.of(
                        "All start six services, a broker, a database and a mail server. The first start unpacks the"
                                + " services; a later one has the archives of classes that the processes of an earlier"
                                + " one wrote when they ended.",
                        "The tour: an automation, a customer, three orders and a mail, all through the gateway."));
    }
}
