package io.crmesh.benchmarks.suite;

import io.crmesh.benchmarks.contest.BenchmarkRun;
import io.crmesh.benchmarks.load.Issuer;
import io.crmesh.benchmarks.load.Load;
import io.crmesh.benchmarks.load.LoadResult;
import io.crmesh.benchmarks.load.Requests;
import io.crmesh.benchmarks.parts.Cpu;
import io.crmesh.benchmarks.parts.Jvm;
import io.crmesh.benchmarks.parts.Nginx;
import io.crmesh.benchmarks.parts.Service;
import io.crmesh.benchmarks.parts.TestBed;
import io.crmesh.benchmarks.parts.TestBed.Server;
import io.crmesh.benchmarks.parts.Usage;
import io.crmesh.benchmarks.report.Figure;
import io.crmesh.benchmarks.report.Goal;
import io.crmesh.benchmarks.report.Outcome;
import io.crmesh.benchmarks.report.Scatter;
import io.crmesh.benchmarks.report.Table;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/** Benchmark of the gateway: latency and CPU per request, beside the gateway that it is built on. */
public final class GatewayBenchmark implements Benchmark {

    private static final String DIRECT = "direct";
    private static final String PRODUCT = "gateway";
    private static final String BARE = "bare Spring Cloud Gateway (webflux)";
    private static final String NGINX = "nginx, one worker";
    private static final Goal RATE = Goal.atLeast(0.9, 1.1, "×");
    private static final Goal ADDED = new Goal(Goal.Direction.AT_MOST, "≤ 0.2 ms", "–", 0.2, null);
    private static final Goal HOLDS = new Goal(Goal.Direction.AT_MOST, "0 failed", "–", 0, null);
    private static final String PATH = "/api/orders/ord_1";
    private static final int CONNECTIONS = 32;
    private static final int MANY = 2000;
    private static final Duration DELAY = Duration.ofMillis(50);
    private static final Duration QUIET = Duration.ofSeconds(10);

    /** Results of one subject in one round: under full load, with one request at a time, and with many slow ones. */
    private record RoundResult(LoadResult full, Usage usage, LoadResult single, LoadResult many) {}

    private final Map<String, List<RoundResult>> seen = new HashMap<>();

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public Outcome measure(BenchmarkRun bench) throws IOException, InterruptedException {
        try (var testBed = TestBed.in(bench.root())) {
            var fast = testBed.upstream("upstream", Duration.ZERO);
            var slow = testBed.upstream("slow-upstream", DELAY);
            var quick = subjects(testBed, fast, "");
            var lazy = subjects(testBed, slow, "-slow");
            var subjects = List.copyOf(quick.keySet());
            for (var subject : subjects) {
                var warm = Load.flat(
                        CONNECTIONS, bench.extent().warm(), bench.extent().longestWarming());
                var result = warm.on(at(quick, subject).http(), requests(at(quick, subject)));
                var slowly = Load.flat(MANY, bench.extent().flat());
                var _ = slowly.on(at(lazy, subject).http(), requests(at(lazy, subject)));
                bench.say("%s is warm: %s/s".formatted(subject, Scatter.number(result.perSecond())));
                seen.put(subject, new ArrayList<>());
            }
            var cpu = new Cpu(quick.values().stream().map(Server::part).toList());
            for (int round = 0; round < bench.extent().rounds(); round++) {
                for (int turn = 0; turn < subjects.size(); turn++) {
                    var subject = subjects.get((round + turn) % subjects.size());
                    cpu.awaitQuiet(QUIET);
                    of(subject).add(look(bench, cpu, at(quick, subject), at(lazy, subject)));
                    bench.say("round %d, %s: %s/s"
                            .formatted(
                                    round + 1,
                                    subject,
                                    Scatter.number(of(subject).getLast().full().perSecond())));
                }
            }
            return outcome(quick);
        }
    }

    private static Map<String, Server> subjects(TestBed testBed, Server upstream, String suffix)
            throws IOException, InterruptedException {
        var subjects = new LinkedHashMap<>(Map.of(DIRECT, upstream));
        subjects.put(PRODUCT, product(testBed, upstream, suffix));
        subjects.put(BARE, bare(testBed, upstream, suffix));
        var nginx = Nginx.find();
        if (nginx.isPresent()) {
            subjects.put(NGINX, nginx.get().start(testBed, "nginx" + suffix, upstream));
        }
        return subjects;
    }

    private static Server product(TestBed testBed, Server upstream, String suffix)
            throws IOException, InterruptedException {
        return testBed.service(Service.ofProduct("gateway").named("gateway" + suffix), routes(upstream));
    }

    private static Server bare(TestBed testBed, Server upstream, String suffix)
            throws IOException, InterruptedException {
        return testBed.service(Service.yardstick("plain-gateway").named("plain-gateway" + suffix), routes(upstream));
    }

    /** The limits are on, but so high that only speed bounds a client and a service. */
    private static Map<String, String> routes(Server upstream) {
        return Map.of(
                "CRM_ORDERS_URL",
                upstream.http().toString(),
                "CRM_ROUTES_ORDERS_CONCURRENT",
                Integer.toString(2 * MANY),
                "CRM_LIMITS_PERSECOND",
                "1000000",
                "CRM_LIMITS_BURST",
                "1000000");
    }

    private static Server at(Map<String, Server> servers, String subject) {
        var server = servers.get(subject);
        if (server == null) {
            throw new IllegalArgumentException(subject);
        }
        return server;
    }

    private static Requests requests(Server server) {
        var host = server.address();
        return () -> {
            var request = new BasicClassicHttpRequest("GET", PATH);
            request.setHeader(HttpHeaders.HOST, host);
            request.setHeader(HttpHeaders.AUTHORIZATION, Issuer.authorization());
            return request;
        };
    }

    private static RoundResult look(BenchmarkRun bench, Cpu cpu, Server fast, Server slow) throws InterruptedException {
        var time = bench.extent().flat().dividedBy(2);
        var before = cpu.read();
        var full = Load.flat(CONNECTIONS, time).on(fast.http(), requests(fast));
        var usage = cpu.since(before);
        var single = Load.flat(1, time.dividedBy(2)).on(fast.http(), requests(fast));
        var many = Load.flat(MANY, time).on(slow.http(), requests(slow));
        return new RoundResult(full, usage, single, many);
    }

    private List<RoundResult> of(String subject) {
        return seen.getOrDefault(subject, new ArrayList<>());
    }

    private List<Double> of(String subject, ToDoubleFunction<RoundResult> figure) {
        return of(subject).stream().mapToDouble(figure).boxed().toList();
    }

    private List<Double> added(String subject) {
        var direct = of(DIRECT, each -> each.single().waits().p50());
        var through = of(subject, each -> each.single().waits().p50());
        var added = new ArrayList<Double>();
        for (int round = 0; round < direct.size(); round++) {
            added.add(through.get(round) - direct.get(round));
        }
        return added;
    }

    private Outcome outcome(Map<String, Server> subjects) {
        var rate = Scatter.ofRatios(
                of(PRODUCT, each -> each.full().perSecond()),
                of(BARE, each -> each.full().perSecond()));
        var failed = of(PRODUCT, each -> each.many().failures());
        return new Outcome(
                name(),
                "The gateway",
                "-Xms512m -Xmx512m " + Jvm.PROFILE,
                List.of(
                        Figure.of(
                                "gateway: requests per second, one route, limits and breaker on, fast upstream",
                                BARE,
                                RATE,
                                rate),
                        Figure.of(
                                "gateway: added p50 ms, one request at a time",
                                DIRECT,
                                ADDED,
                                Scatter.of(added(PRODUCT))),
                        Figure.of(
                                "gateway: failed requests with 2,000 in flight on a 50 ms upstream",
                                "–",
                                HOLDS,
                                Scatter.of(failed))),
                List.of(new Table(
                        List.of(
                                "Subject",
                                "requests/s, 32 connections",
                                "p50 ms",
                                "p99 ms",
                                "CPU µs/request: it",
                                "upstream",
                                "load generator",
                                "added p50 ms, one at a time",
                                "2,000 in flight: requests/s",
                                "p99 ms",
                                "failed"),
                        subjects.entrySet().stream()
                                .map(subject -> line(
                                        subject.getKey(),
                                        subject.getValue().part().name()))
                                .toList())),
                seen.values().stream()
                        .flatMap(List::stream)
                        .map(each -> each.usage().foreign())
                        .toList(),
                List.of(
                        "The upstream answers some 400 bytes at once, or after 50 ms. Its rate without a gateway is"
                                + " what the load generator can do here, and the generator's CPU per request beside it"
                                + " what that costs.",
                        "Requests of the product that failed at full load: %,.0f. Its limits per client and service are on, but set so high"
                                        .formatted(
                                                of(PRODUCT, each -> each.full().failures()).stream()
                                                        .mapToDouble(Double::doubleValue)
                                                        .sum())
                                + " that they are not met."));
    }

    private List<String> line(String subject, String part) {
        return List.of(
                subject,
                cell(subject, each -> each.full().perSecond()),
                cell(subject, each -> each.full().waits().p50()),
                cell(subject, each -> each.full().waits().p99()),
                subject.equals(DIRECT)
                        ? "–"
                        : cell(
                                subject,
                                each -> each.usage().microsPer(each.full().successes(), part)),
                cell(subject, each -> each.usage().microsPer(each.full().successes(), "upstream")),
                cell(
                        subject,
                        each -> each.usage().generatorMicrosPer(each.full().successes())),
                Scatter.of(added(subject)).toString(),
                cell(subject, each -> each.many().perSecond()),
                cell(subject, each -> each.many().waits().p99()),
                cell(subject, each -> each.many().failures()));
    }

    private String cell(String subject, ToDoubleFunction<RoundResult> figure) {
        return Scatter.of(of(subject, figure)).toString();
    }
}
