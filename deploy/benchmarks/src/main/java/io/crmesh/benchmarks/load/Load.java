package io.crmesh.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.core5.http.HttpException;

/**
 * Load generator: sends requests over a number of connections, up to a number of requests and a time.
 *
 * @param most the largest number of requests
 * @param longest the time after which no further request starts
 */
public record Load(int connections, Pace pace, long most, Duration longest) {

    /** As many requests as possible for this time. */
    public static Load flat(int connections, Duration longest) {
        return new Load(connections, new Pace.Flat(), Long.MAX_VALUE, longest);
    }

    /** This many requests as fast as possible, but no longer than this time. */
    public static Load flat(int connections, long most, Duration longest) {
        return new Load(connections, new Pace.Flat(), most, longest);
    }

    /** Open-loop load at a fixed rate, with enough connections that no request waits for one. */
    public static Load steady(double perSecond, Duration longest) {
        return new Load(64, new Pace.Steady(perSecond), Long.MAX_VALUE, longest);
    }

    /** Sends the requests and waits for their answers. */
    public LoadResult on(URI server, Requests requests) throws InterruptedException {
        var begin = System.nanoTime();
        var numbers = new AtomicLong();
        var clock = pace.from(begin);
        var results = new ArrayList<Future<LoadResult>>();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < connections; i++) {
                results.add(workers.submit(() -> work(server, requests, numbers, clock, begin)));
            }
        }
        var sum = new LoadResult(begin, remembers());
        for (var result : results) {
            sum.add(done(result));
        }
        return sum;
    }

    private boolean remembers() {
        return switch (pace) {
            case Pace.Flat _ -> false;
            case Pace.Steady _ -> true;
        };
    }

    private LoadResult work(URI server, Requests requests, AtomicLong numbers, Pace.PaceClock clock, long begin)
            throws IOException {
        var result = new LoadResult(begin, remembers());
        try (var connection = new Connection(server)) {
            for (long number = numbers.getAndIncrement(); number < most; number = numbers.getAndIncrement()) {
                var start = clock.await(number);
                if (start - begin > longest.toNanos()) {
                    break;
                }
                exchange(connection, requests, result, start);
            }
        }
        return result;
    }

    private static void exchange(Connection connection, Requests requests, LoadResult result, long start)
            throws IOException {
        try {
            result.note(start, connection.send(requests.next()));
        } catch (IOException | HttpException e) {
            result.failed(e.toString());
            connection.close();
        }
    }

    private static LoadResult done(Future<LoadResult> worker) throws InterruptedException {
        try {
            return worker.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
