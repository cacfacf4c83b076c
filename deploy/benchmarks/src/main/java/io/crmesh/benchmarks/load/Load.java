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
 * Requests over a number of connections, until there were enough of them or the time is over.
 *
 * @param most how many requests at most
 * @param longest how long requests are begun at most
 */
public record Load(int connections, Pace pace, long most, Duration longest) {

    /** As many as possible for this long. */
    public static Load flat(int connections, Duration longest) {
        return new Load(connections, new Pace.Flat(), Long.MAX_VALUE, longest);
    }

    /** So many, as fast as possible, but no longer than this. */
    public static Load flat(int connections, long most, Duration longest) {
        return new Load(connections, new Pace.Flat(), most, longest);
    }

    /** At a rate that does not depend on the answers; connections enough that none is waited for. */
    public static Load steady(double perSecond, Duration longest) {
        return new Load(64, new Pace.Steady(perSecond), Long.MAX_VALUE, longest);
    }

    /** Makes the requests and waits for their answers. */
    public Tally on(URI server, Requests requests) throws InterruptedException {
        var begin = System.nanoTime();
        var numbers = new AtomicLong();
        var kept = pace.from(begin);
        var tallies = new ArrayList<Future<Tally>>();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < connections; i++) {
                tallies.add(workers.submit(() -> work(server, requests, numbers, kept, begin)));
            }
        }
        var sum = new Tally(begin, remembers());
        for (var tally : tallies) {
            sum.add(done(tally));
        }
        return sum;
    }

    private boolean remembers() {
        return switch (pace) {
            case Pace.Flat _ -> false;
            case Pace.Steady _ -> true;
        };
    }

    private Tally work(URI server, Requests requests, AtomicLong numbers, Pace.Kept kept, long begin)
            throws IOException {
        var tally = new Tally(begin, remembers());
        try (var connection = new Connection(server)) {
            for (long number = numbers.getAndIncrement(); number < most; number = numbers.getAndIncrement()) {
                var start = kept.await(number);
                if (start - begin > longest.toNanos()) {
                    break;
                }
                exchange(connection, requests, tally, start);
            }
        }
        return tally;
    }

    private static void exchange(Connection connection, Requests requests, Tally tally, long start) throws IOException {
        try {
            tally.note(start, connection.send(requests.next()));
        } catch (IOException | HttpException e) {
            tally.failed(e.toString());
            connection.close();
        }
    }

    private static Tally done(Future<Tally> worker) throws InterruptedException {
        try {
            return worker.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
